"""No text that we ship asks anybody to do anything with an image of a child; what asks for it is found."""

from __future__ import annotations

import pytest

from gripwagtail.safety.image_instructions import image_instructions
from tests.starter_texts import both, directions, donts, situations


@both
def test_no_shipped_text_orders_anything_with_an_image(texts: str) -> None:
    found = [
        (item["key"], place, line)
        for item in situations(texts)
        if item["sexual"] != "no"
        for place, line in directions(item)
    ]
    assert len(found) > 100
    assert not [line for line in found if image_instructions(line[2])]


@both
def test_every_shipped_dont_is_read_as_the_prohibition_that_it_is(texts: str) -> None:
    # Also of the other situations: a prohibition is never an order.
    found = [f"{item['key']}.{place}: {line}" for item in situations(texts) for place, line in donts(item)]
    assert len(found) > 100
    assert not [line for line in found if image_instructions(line)]


ORDERS = """
Maak een schermafbeelding van het gesprek.
Maak eerst een schermopname van de chat.
MAAK EEN SCREEN-SHOT!
Maak een foto van het scherm.
Screenshot het gesprek voordat het weg is.
Neem een schermafdruk en geef die aan je mentor.
Wis niets. Maak een schermafbeelding.
Vergeet niet een screenshot te maken.
Je kunt een screenshot maken.
Maak een screenshot als je het niet vertrouwt.
Bewaar de foto.
Bewaar het beeld als bewijs.
Bewaar het.
Bewaar alles.
Bewaar de foto zonder ernaar te kijken.
Bewaar het beeld dat je niet zelf hebt gemaakt.
Bewaar niet alleen de foto maar ook de chat.
Bewaar het beeld niet op je telefoon maar op je computer.
Sla het filmpje op je telefoon op.
Leg de beelden vast.
Download het filmpje.
Je moet de foto bewaren.
U kunt de foto het beste opslaan.
Het is belangrijk om het beeld te bewaren.
Daarna bewaar je de foto.
Stuur het niet door, maar bewaar de foto.
Stuur het beeld door naar de politie.
Stuur het door.
Stuur het filmpje mee met je bericht.
Stuur de foto op naar Offlimits.
Stuur de foto niet door, behalve naar de politie.
Stuur de foto niet naar vrienden maar naar de politie.
Mail ons de foto.
App het filmpje naar de mentor.
Deel het beeld alleen met de schoolleiding.
Upload de foto bij de melding.
Voeg de foto toe aan het dossier.
Wil je ons de foto mailen?
Vraag de leerling de foto door te sturen.
Kopieer het beeld.
Kopieer of bewaar de foto.
Print de foto voor het dossier.
Zet het filmpje op een usb-stick.
Open het beeld.
Open de foto samen met de leerling.
Bekijk het filmpje om te weten hoe erg het is.
Kijk samen naar het beeld.
Speel het filmpje af.
Laat het beeld zien aan een volwassene.
Laat het zien aan je ouders.
Laat zien welke foto het is.
Toon het beeld aan de schoolleiding.
Vraag de leerling om het beeld te laten zien.
Neem de foto mee naar school.
Geef de foto aan de vertrouwenspersoon.
We bewaren het beeld in een kluis.
We bekijken het beeld samen met jou.
De mentor maakt een screenshot.
Take a screenshot.
Make a copy of the picture.
Save the photo.
Save it as evidence.
Forward it to the police.
Send the picture to your teacher.
Email us the photo.
Copy the image.
Open the image.
Look at the picture together.
Show the picture to an adult.
You should save the image.
Ask the pupil to show the photo.
Don't forget to take a screenshot.
Do not look at the picture, save it.
Do not forward it, but keep the video.
Do not send it, except to the police.
""".strip().splitlines()

NO_ORDERS = """
Stuur niet door.
Stuur niets door.
Stuur het beeld dat je kreeg niet door.
Stuur de foto of het filmpje niet door.
Stuur nooit de foto of het filmpje mee. Vertel alleen wat er is gebeurd.
Maak geen schermafbeelding.
Maak geen schermafbeelding en geen kopie.
Maak geen foto, maar schrijf op wat je zag.
Noteer de feiten zonder het beeld te openen.
Noteer naam, app en tijd zonder beelden te bekijken.
Vertel het aan school, zonder het beeld mee te sturen.
Je hoeft het beeld niet te laten zien.
Niemand mag je vragen om het beeld te laten zien.
Bekijk, kopieer, print of verstuur het beeld niet.
Kijk niet, kopieer niet en stuur niet door.
Laat je het beeld niet tonen of sturen.
Laat de telefoon zoals die is en open geen beeld.
Vraag niemand om het beeld te laten zien of te sturen.
Vraag Offlimits of de politie wat je met het beeld moet doen.
Zij kunnen helpen om het beeld weg te krijgen.
Zorg dat het delen nu stopt.
Wie het beeld doorstuurt, doet iets fout.
Bel de politie als iemand dreigt de foto te delen.
Het doorsturen van een naaktfoto is strafbaar.
Schrijf op in welke app je het filmpje kreeg.
Mail Offlimits over de foto.
Stuur je mentor een bericht.
Stuur de leerling door naar de jeugdarts.
Deel je verhaal met iemand die je vertrouwt.
Bewaar je rust.
Geef zelf het goede voorbeeld.
Maak afspraken over foto's.
We bekijken het beeld niet.
We nemen een nepbeeld net zo serieus als een echt beeld.
Do not forward it.
Don't take a screenshot.
Do not copy, save or forward the image.
Do not look at it, copy it or send it.
You do not have to show the picture.
Note the facts without opening the image.
Ask Offlimits or the police what to do with the image.
Call the police if someone threatens to share the photo.
Do not ask the pupil to show the photo.
Share your story with someone you trust.
Write down in which app you received the video.
Nobody may ask you to send the image.
Whoever passes on the picture does something wrong.
They can help to have the video taken down.
""".strip().splitlines()


def test_the_list_of_orders_is_long_enough_to_mean_something() -> None:
    assert len(set(ORDERS)) >= 40


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_about_an_image_is_found(text: str) -> None:
    assert image_instructions(text)


@pytest.mark.parametrize("text", NO_ORDERS)
def test_a_prohibition_or_other_advice_is_no_order(text: str) -> None:
    assert image_instructions(text) == []


def test_only_the_sentence_with_the_order_is_given_back_as_it_was_written() -> None:
    text = "Blijf rustig. Bewaar de foto!  Stuur niets door.\nOpen het beeld"
    assert image_instructions(text) == ["Bewaar de foto!", "Open het beeld"]


@pytest.mark.parametrize(
    "text", ["Bewaar\u00a0de  foto.", "Be\u00adwaar de foto.", "“Bewaar de foto’s.”", "Bewaar de\u200b foto."]
)
def test_an_order_is_also_found_in_disguise(text: str) -> None:
    assert image_instructions(text)


def test_no_text_and_no_order_give_nothing() -> None:
    assert image_instructions("") == image_instructions(" \n . ! ") == []
