"""From stored pages to what a reader sees: light objects, without the database behind them."""
