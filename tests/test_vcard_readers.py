"""What address books store of a card for a phone: right by the rules is not yet right in those who read it.

The first reader is one of our test dependencies, the others are programs of the machine and are skipped where they are
not: ``apt-get install abook php-cli php-sabre-vobject python3-gi gir1.2-ebookcontacts-1.2``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import vobject
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

SABRE = Path("/usr/share/php/Sabre/VObject/autoload.php")
PHP = """
require $argv[1];
$card = Sabre\\VObject\\Reader::read(file_get_contents($argv[2]));
$all = fn($name) => array_values(array_map("strval", $card->select($name)));
echo json_encode(["name" => (string) $card->FN, "phones" => $all("TEL"), "mail" => $all("EMAIL")]);
"""
GNOME = """
import json, sys
import gi
gi.require_version("EBookContacts", "1.2")
from gi.repository import EBookContacts as E
card = E.Contact.new_from_vcard(open(sys.argv[1], encoding="utf-8").read())
stored = lambda field: [one.get_value() for one in card.get_attributes(field)]
print(json.dumps({"name": card.get_property("full-name"), "phones": stored(E.ContactField.TEL),
                  "mail": stored(E.ContactField.EMAIL)}))
"""


class Stored(NamedTuple):
    """What an address book keeps."""

    name: str
    phones: list[str]
    mail: list[str]


def _run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_python(card: Path) -> Stored:
    read = vobject.readOne(card.read_text(encoding="utf-8"))
    phones, mail = ([one.value for one in read.contents.get(name, [])] for name in ("tel", "email"))
    return Stored(read.fn.value, phones, mail)


def in_abook(card: Path) -> Stored:
    if not shutil.which("abook"):
        pytest.skip("needs abook")
    said = _run("abook", "--convert", "--informat", "vcard", "--infile", card, "--outformat", "abook")
    lines = dict(line.split("=", 1) for line in said.split("[0]")[1].splitlines() if "=" in line)
    phones = [lines[name] for name in ("phone", "workphone", "mobile") if name in lines]
    return Stored(lines["name"], phones, [lines["email"]])


def in_sabre(card: Path) -> Stored:
    """What Nextcloud and other servers of address books read with."""
    if not (shutil.which("php") and SABRE.exists()):
        pytest.skip("needs php-cli and php-sabre-vobject")
    return Stored(**json.loads(_run("php", "-r", PHP, "--", SABRE, card)))


def in_gnome(card: Path) -> Stored:
    python = Path("/usr/bin/python3")
    asked = [str(python), "-c", "import gi; gi.require_version('EBookContacts', '1.2')"]
    if not python.exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("needs python3-gi and gir1.2-ebookcontacts-1.2")
    return Stored(**json.loads(_run(python, "-c", GNOME, card)))


@pytest.mark.parametrize("read", [in_python, in_abook, in_sabre, in_gnome], ids=lambda read: read.__name__)
def test_an_address_book_stores_a_number_that_can_be_called(read: Callable[[Path], Stored], tmp_path: Path) -> None:
    card = make.contact(label="Vertrouwenspersoon", phones=["070 012 34 56"], email="vp@kwikstaart.example")
    page = make.make_page("contact", slug="wie-helpt", contacts=[card], vcards=True)
    file = tmp_path / "card.vcf"
    file.write_bytes(Client().get(f"{page.url}vcard/").content)

    stored = read(file)

    assert "Vertrouwenspersoon" in stored.name
    assert stored.phones[0] == "+31700123456"
    assert stored.mail == ["vp@kwikstaart.example"]
