"""Plant the invented school De Kwikstaart in an empty site."""

import datetime as dt
import os
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Locale, Page, Site

from example_site.home.grip import plant as plant_grip
from example_site.home.models import HomePage, NewsIndexPage, NewsPage, StandardPage

SCHOOL = "De Kwikstaart"

ABOUT = [
    (
        "paragraph",
        "<p>De Kwikstaart is de openbare basisschool van Lindewaard. Ongeveer 310 kinderen komen elke dag lopend, "
        "steppend of op de fiets naar een van onze twee gebouwen. De kleuters en de groepen 3 en 4 zitten aan de "
        "Lindelaan, onder de grote bomen. De groepen 5 tot en met 8 werken aan de Wilgenhof, naast de "
        "bibliotheek.</p>",
    ),
    ("heading", "Waar we voor staan"),
    (
        "paragraph",
        "<p>Een kwikstaart zit nooit stil en komt altijd terug naar zijn plek. Zo willen wij dat kinderen leren: "
        "nieuwsgierig op pad, met een vertrouwde plek om naar terug te keren.</p>"
        "<ul><li><b>We kennen elkaar.</b> De leraar staat elke ochtend bij de deur.</li>"
        "<li><b>We leren met ons hoofd en onze handen.</b> Elke groep heeft een eigen stuk schooltuin.</li>"
        "<li><b>We zeggen het eerlijk.</b> Ook als iets niet goed gaat, en ook tegen elkaar.</li></ul>",
    ),
    ("heading", "Een dag op school"),
    (
        "paragraph",
        "<p>Om 8.20 uur gaan de deuren open. We beginnen in de kring, werken aan rekenen en taal, en eten samen in de "
        "klas. In de middag is er tijd voor projecten, muziek, gym of de tuin. Wie wil komen kijken, is welkom op de "
        "open ochtend of op afspraak.</p>",
    ),
]

CONTACT = [
    ("heading", "Adressen"),
    (
        "paragraph",
        "<p><b>Gebouw Lindelaan</b> (groep 1 tot en met 4)<br/>Lindelaan 4, 0123 KS Lindewaard<br/>"
        '<a href="tel:+31550123450">055-012 34 50</a></p>'
        "<p><b>Gebouw Wilgenhof</b> (groep 5 tot en met 8)<br/>Wilgenhof 12, 0123 KW Lindewaard<br/>"
        '<a href="tel:+31550123460">055-012 34 60</a></p>'
        "<p>Het secretariaat zit aan de Lindelaan en is op schooldagen open van 8.00 tot 15.30 uur. Mailen kan altijd: "
        '<a href="mailto:info@kwikstaart.example">info@kwikstaart.example</a>.</p>',
    ),
    ("heading", "Schooltijden"),
    (
        "paragraph",
        "<p>Maandag, dinsdag, donderdag en vrijdag van 8.30 tot 14.45 uur. Woensdag van 8.30 tot 12.15 uur. "
        "De deur gaat om 8.20 uur open.</p>",
    ),
    ("heading", "Ziek melden"),
    (
        "paragraph",
        '<p>Bel voor 8.15 uur naar het gebouw van je kind: Lindelaan <a href="tel:+31550123450">055-012 34 50</a>, '
        'Wilgenhof <a href="tel:+31550123460">055-012 34 60</a>. Horen we niets, dan bellen wij jou.</p>',
    ),
    ("heading", "Verlof aanvragen"),
    (
        "paragraph",
        "<p>Vraag verlof minstens acht weken vooraf aan bij de directie. Op het secretariaat ligt een formulier; je "
        'kunt het ook per mail vragen via <a href="mailto:info@kwikstaart.example">info@kwikstaart.example</a>.</p>',
    ),
]

NEWS = [
    {
        "slug": "praten-over-online",
        "title": "Ouderavond: praten over wat er online gebeurt",
        "date": dt.date(2026, 11, 17),
        "intro": "Wat ziet je kind op het scherm, en hoe begin je daar een gesprek over? Daar gaat deze avond over.",
        "body": "<p>In de aula van gebouw Wilgenhof zetten we de stoelen in kleine kringen. Geen lange lezing, wel "
        "voorbeelden uit de klas, vragen van kinderen zelf en tijd om ervaringen te delen met andere ouders.</p>"
        "<p>De inloop is om 19.15 uur, we beginnen om 19.30 uur. Aanmelden kan bij de leraar van je kind of via "
        '<a href="mailto:info@kwikstaart.example">info@kwikstaart.example</a>. Liever meedoen in een andere taal? Laat '
        "het weten, dan zoeken we samen een oplossing.</p>",
    },
    {
        "slug": "de-schooltuin-in-winterslaap",
        "title": "De schooltuin gaat in winterslaap",
        "date": dt.date(2026, 11, 5),
        "intro": "Elf kruiwagens blad, één egel en een pan pompoensoep: groep 4 en groep 7 ruimden samen de tuin op.",
        "body": "<p>Het blad ligt nu op een hoop achter het kippenhok. Daar slapen de egels, dus daar komen we niet. "
        "De laatste pompoenen gingen in de soep, die we met alle groepen aan de Lindelaan hebben opgegeten.</p>"
        "<p>Heb je nog oude tuinhandschoenen in kindermaten? Er staat een krat bij de ingang.</p>",
    },
    {
        "slug": "radio-wilgenhof-is-terug",
        "title": "Radio Wilgenhof is terug",
        "date": dt.date(2026, 10, 12),
        "intro": "Groep 8 maakt elke maand een uitzending van tien minuten. De eerste gaat over geluiden in de buurt.",
        "body": "<p>Met een geleende microfoon liep de redactie door het dorp: de sluis, de bakker, de brommer van de "
        "post. Raad je alle negen geluiden? De uitzending is elke eerste vrijdag van de maand om 14.15 uur te horen in "
        "de hal van gebouw Wilgenhof.</p><p>De makers spraken vooraf met iedereen die te horen is. Wie liever niet "
        "meedoet, is ook echt niet te horen.</p>",
    },
]


def home_body() -> list[tuple[str, Any]]:
    """The front page's blocks, without those this site does not have."""
    blocks: list[tuple[str, Any]] = [
        ("grip_incident_help", {}),
        (
            "paragraph",
            "<h2>Samen op school, samen online</h2><p>Een grap in de groepsapp, een foto die rondgaat, een ruzie die "
            "na vieren verdergaat: wat online gebeurt, hoort bij school. Daarom spreken we af hoe we met elkaar omgaan "
            "en laten we zien bij wie jij en je kind terechtkunnen.</p>",
        ),
        ("grip_contacts", {"roles": ["confidential-internal", "confidential-external"], "compact": True}),
        ("grip_norm", {"show_agreements": True, "agreements": 3}),
        ("grip_parent_tips", {"count": 1}),
    ]
    known = HomePage._meta.get_field("body").stream_block.child_blocks
    return [(name, value) for name, value in blocks if name in known]


class Command(BaseCommand):
    help = "Maakt de voorbeeldschool De Kwikstaart. Veilig te herhalen: wat er staat, blijft zoals het is."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        home = self.plant_home()
        self.plant_pages(home)
        # Twice: what we plant in a language needs a front page in it, and is then filled in like the Dutch.
        call_command("translate_school", stdout=self.stdout)
        self.stdout.write(plant_grip(home))
        call_command("translate_school", stdout=self.stdout)
        self.plant_admin()

    def plant_home(self) -> HomePage:
        """Make the school's front page the root of the default site; only an untouched welcome page gives way."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site and isinstance(site.root_page.specific, HomePage):
            self.stdout.write(f"Startpagina: stond er al ({site.root_page.title}).")
            return site.root_page.specific
        if site and not is_untouched_welcome(site.root_page):
            raise CommandError(
                f"De standaardsite heeft al een eigen startpagina ({site.root_page.title}); niets gedaan."
            )

        root = Page.get_first_root_node()
        home = HomePage(
            title="Welkom op De Kwikstaart",
            slug="kwikstaart",
            locale=Locale.get_default(),
            intro="Een basisschool onder de linden, met ruimte om te bewegen, te proberen en te groeien. Samen met "
            "ouders maken we er elke dag een goede plek van.",
            search_description="De Kwikstaart is de openbare basisschool van Lindewaard, met twee gebouwen.",
            body=home_body(),
        )
        root.add_child(instance=home)
        home.save_revision().publish()

        if site is None:
            site = Site(hostname="localhost", port=80, is_default_site=True)
        welcome = site.root_page if site.pk else None
        site.root_page = home
        site.site_name = site.site_name or SCHOOL
        if (site.hostname, site.port) == ("localhost", 80):
            address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
            site.hostname = address.hostname or site.hostname
            site.port = address.port or (443 if address.scheme == "https" else 80)
        site.save()
        if welcome:
            Page.objects.get(pk=welcome.pk).delete()  # only now: a site goes along with its root page
        self.stdout.write("Startpagina: gemaakt.")
        return HomePage.objects.get(pk=home.pk)

    def plant_pages(self, home: HomePage) -> None:
        """Make the pages below the front page that are not there yet, by slug."""
        self.plant_page(
            home,
            StandardPage(
                title="Over onze school",
                slug="over-onze-school",
                show_in_menus=True,
                intro="Wie we zijn, wat we belangrijk vinden en hoe een gewone dag eruitziet.",
                search_description="Wie we zijn, wat we belangrijk vinden en hoe een gewone dag eruitziet.",
                body=ABOUT,
            ),
        )
        self.plant_page(
            home,
            StandardPage(
                title="Contact",
                slug="contact",
                show_in_menus=True,
                intro="Bel, mail of kom langs. Ook schooltijden, ziek melden en verlof vind je hier.",
                search_description="Schooltijden, ziek melden, verlof, adressen en telefoonnummers van De Kwikstaart.",
                body=CONTACT,
            ),
        )
        news_index = self.plant_page(
            home,
            NewsIndexPage(
                title="Nieuws",
                slug="nieuws",
                show_in_menus=True,
                intro="Wat er speelt in de klas, op het plein en in de tuin.",
                search_description="Nieuws uit de groepen van basisschool De Kwikstaart.",
            ),
        )
        for item in NEWS:
            self.plant_page(news_index, NewsPage(search_description=item["intro"], **item))

    def plant_page(self, parent: Page, page: Page) -> Page:
        """Publish `page` below `parent`, unless a page with its slug is there already."""
        if existing := parent.get_children().filter(slug=page.slug).first():
            return existing
        page.locale = parent.locale
        parent.add_child(instance=page)
        page.save_revision().publish()
        self.stdout.write(f"Pagina gemaakt: {page.title}.")
        return page

    def plant_admin(self) -> None:
        """Make the superuser `admin`; an existing one keeps its password unless DEMO_PASSWORD is given."""
        users = get_user_model()._default_manager
        given = os.environ.get("DEMO_PASSWORD")
        admin = users.filter(username="admin").first()
        if admin is None:
            password = given or secrets.token_urlsafe(12)
            users.create_superuser("admin", "admin@kwikstaart.example", password)
            shown = (
                "het wachtwoord uit DEMO_PASSWORD" if given else f"wachtwoord {password} (wordt niet nog eens getoond)"
            )
            self.stdout.write(f"Gebruiker admin: gemaakt, {shown}.")
        elif given:
            admin.set_password(given)
            admin.save(update_fields=["password"])
            self.stdout.write("Gebruiker admin: stond er al, heeft nu het wachtwoord uit DEMO_PASSWORD.")
        else:
            self.stdout.write(
                "Gebruiker admin: stond er al, niets veranderd (DEMO_PASSWORD geeft een nieuw wachtwoord)."
            )


def is_untouched_welcome(page: Page) -> bool:
    """Whether this is the welcome page of a new Wagtail, as installed: never edited, nothing below it."""
    return (
        type(page.specific) is Page
        and page.slug == "home"
        and page.title == "Welcome to your new Wagtail site!"
        and page.latest_revision_id is None
        and page.is_leaf()
    )
