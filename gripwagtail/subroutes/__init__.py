"""What a page offers below its own address: sheets, a poster, cards for a phone, texts to share."""
