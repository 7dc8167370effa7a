"""The views that we add to the admin, and how each is asked for: one row for each view.

A view without a row fails `tests/test_rights.py`. Who adds a view adds a row to `ROWS`, under the full name of its
address. What a row says is tried by everyone in `STRANGERS`, and by one who has the right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import GroupPagePermission, GroupSitePermission, Site
from wagtail.test.utils.form_data import nested_form_data
from wagtail.users.models import UserProfile

from gripwagtail.admin.confirmations import seen
from gripwagtail.admin.first_hour_form import FirstHourForm
from gripwagtail.admin.outcome_form import OutcomeForm
from gripwagtail.desk import columns
from gripwagtail.desk.native_readings import seen_of
from gripwagtail.editing.library import missing
from gripwagtail.editing.native_readings import unread_of
from gripwagtail.editing.reader_sheet import write_csv
from gripwagtail.lookup.sources import page_models
from gripwagtail.models import GripHelpline
from gripwagtail.starter.corrections import corrections
from gripwagtail.starter.helplines import conflicts, flat_row
from gripwagtail.starter.plans import shipped_items
from gripwagtail.starter.texts import load
from tests import factories as make
from tests.remembered import remembered

# Stands in every text of the school that strangers ask after.
SECRET = "Kwikgeheim"
# Everyone who has no business at that school.
STRANGERS = ("nobody", "visitor", "newcomer", "of_another_part", "of_another_site")
# Those of them who may enter the admin.
EDITORS = STRANGERS[2:]


@dataclass
class World:
    """Two schools on one site, each in its own part, a third on a site of its own, and who works where."""

    pages: dict[str, Any]
    site: Site
    users: dict[str, Any]
    helpline: GripHelpline
    # The norm of the first school in Arabic, which the editors there may publish.
    arabic: Any = None

    def client(self, who: str, **options: Any) -> Client:
        client = Client(raise_request_exception=False, **options)
        user = self.users.get(who)
        if user is not None:
            client.force_login(user)
        return client


Data = Callable[[World], dict[str, Any]]


def _nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class ViewRights:
    """How a view is asked for.

    ``args`` are those of its address, ``query`` what follows the question mark. ``post`` is a form that changes
    something when it is sent by ``right``; without one the view has nothing to change. Strangers in ``open_to`` get an
    answer as well: then nothing of the school may be in it.
    """

    args: Data = _nothing
    query: Data = _nothing
    post: Data | None = None
    right: str = "editor"
    open_to: tuple[str, ...] = ()
    # What the one with the right gets on GET.
    status: int = 200
    name: str = field(default="")


def a_page(kind: str) -> Data:
    return lambda world: {"page_id": world.pages[kind].pk}


def a_helpline(world: World) -> dict[str, Any]:
    return {"pk": world.helpline.pk}


def _first_missing(world: World) -> dict[str, Any]:
    first = missing(world.pages["incident_help"])[0]
    return {"key": first.key, "seen": first.seen}


def _first_correction(world: World) -> dict[str, Any]:
    found = corrections(world.pages["incident_help"])[0]
    return {"text": found.id, "seen": found.seen, "do": "take"}


def _first_hour(world: World) -> dict[str, Any]:
    """The whole form, with another number of the school."""
    form = FirstHourForm(world.pages["contact"].get_latest_revision_as_object())
    given = {name: form[name].value() for name in form.fields}
    filled = {name: value for name, value in given.items() if value not in (None, False, "")}
    return {**filled, "school-school_phone": "070 012 34 99", "seen": form.seen_again}


def _outcome(world: World) -> dict[str, Any]:
    """What came of it: another number of pupils."""
    form = OutcomeForm(world.pages["norm"].get_latest_revision_as_object())
    given = {name: form[name].value() for name in form.fields}
    filled = {name: value for name, value in given.items() if value not in (None, False, "")}
    return {**filled, "grip_pupils": "47", "seen": form.seen_again}


def _arabic(world: World) -> dict[str, Any]:
    return {"page_id": world.arabic.pk}


def _reading(world: World) -> dict[str, Any]:
    """That somebody read the Arabic page as it is."""
    return {"by": "Tolkenbureau", "on": "1-9-2026", "seen": seen_of(unread_of(world.arabic))}


def _returned_sheet(world: World) -> dict[str, Any]:
    """The sheet of the Arabic page, with another word in it."""
    written = write_csv(world.arabic, world.pages["norm"]).replace("لطفاء", "طيبون")
    return {"sheet": SimpleUploadedFile("norm-ar.csv", written.encode(), "text/csv")}


def _words_of_a_helpline(world: World) -> dict[str, Any]:
    """The whole form, with another description; a new one gets a key of its own."""
    filled = {
        field.name: getattr(world.helpline, field.name)
        for field in GripHelpline._meta.get_fields()
        if getattr(field, "editable", False) and field.name not in ("id", "words", "shipped")
    }
    plain = {name: value for name, value in filled.items() if value not in (None, False) and name != "active"}
    return {**plain, "active": "on", "does": "Anders", **nested_form_data({"words": {"count": "0"}})}


def _all_conflicts(world: World) -> dict[str, Any]:
    row = GripHelpline.objects.get(pk=world.helpline.pk)
    return {"all": "1", "seen": [one.seen for one in conflicts(row)]}


def _a_new_helpline(world: World) -> dict[str, Any]:
    return {**_words_of_a_helpline(world), "key": "nieuwe-lijn", "name": "Nieuwe lijn"}


def _settings(world: World) -> dict[str, Any]:
    texts = ("school_type", "age_from", "age_to", "phone", "email", "after_hours", "closed_periods")
    return {
        **dict.fromkeys((*texts, "interpreter_line", "exit_url", "board"), ""),
        "school_name": "Anders",
        "review_months": "12",
        **nested_form_data({"sources": {"count": "0"}, "helpline_notes": {"count": "0"}}),
    }


REPORT = "view_desk_report"
_OURS = {"app_name": "gripwagtail", "model_name": "gripsettings"}
ADMIN_OF_HELPLINES = "wagtailsnippets_gripwagtail_griphelpline"
CHOOSER_OF_HELPLINES = "wagtailsnippetchoosers_gripwagtail_griphelpline"

ROWS: dict[str, ViewRights] = {
    "gripwagtail_library": ViewRights(a_page("incident_help"), post=_first_missing),
    "gripwagtail_corrections": ViewRights(a_page("incident_help"), post=_first_correction),
    "gripwagtail_checks": ViewRights(
        a_page("contact"), post=lambda world: {"item": "all", "seen": seen(world.pages["contact"])}
    ),
    # Its own right, beside those on pages: another school that has it sees its own pages alone.
    "gripwagtail_desk_report": ViewRights(open_to=("of_another_part", "of_another_site")),
    "gripwagtail_desk_report_results": ViewRights(open_to=("of_another_part", "of_another_site")),
    "gripwagtail_aftercare": ViewRights(a_page("incident_help")),
    "gripwagtail_first_hour": ViewRights(a_page("contact"), post=_first_hour),
    "gripwagtail_outcome": ViewRights(a_page("norm"), post=_outcome),
    "gripwagtail_plan": ViewRights(a_page("overview")),
    # Sends a mail to who asks for it; of the school nothing is changed.
    "gripwagtail_year": ViewRights(a_page("parent_tips")),
    "gripwagtail_pasted": ViewRights(a_page("contact"), post=lambda world: {"text": "Wie helpt bij ons?"}),
    "gripwagtail_native_reading": ViewRights(_arabic, post=_reading),
    "gripwagtail_native_sheet": ViewRights(_arabic),
    "gripwagtail_native_csv": ViewRights(_arabic),
    "gripwagtail_native_sheet_back": ViewRights(_arabic, post=_returned_sheet),
    # Leads on to what every visitor may see; the way there is for who edits the page.
    "gripwagtail_poster": ViewRights(a_page("incident_help"), status=302),
    # Says of a number what a phone dials. It holds nothing of any school.
    "gripwagtail_day": ViewRights(open_to=EDITORS, status=405),
    "gripwagtail_desk": ViewRights(open_to=EDITORS),
    "gripwagtail_phone": ViewRights(open_to=EDITORS, status=405),
    "gripwagtail_address": ViewRights(open_to=EDITORS, status=405),
    # Helplines are of the whole install, and public: an editor of pages may see their names to choose one.
    f"{ADMIN_OF_HELPLINES}:list": ViewRights(right="national"),
    f"{ADMIN_OF_HELPLINES}:list_results": ViewRights(right="national"),
    f"{ADMIN_OF_HELPLINES}:add": ViewRights(post=_a_new_helpline, right="national"),
    f"{ADMIN_OF_HELPLINES}:edit": ViewRights(a_helpline, post=_words_of_a_helpline, right="national"),
    f"{ADMIN_OF_HELPLINES}:delete": ViewRights(a_helpline, post=_nothing, right="national"),
    f"{ADMIN_OF_HELPLINES}:usage": ViewRights(a_helpline, right="national"),
    f"{ADMIN_OF_HELPLINES}:history": ViewRights(a_helpline, right="national"),
    f"{ADMIN_OF_HELPLINES}:history_results": ViewRights(a_helpline, right="national"),
    f"{ADMIN_OF_HELPLINES}:conflicts": ViewRights(a_helpline, post=_all_conflicts, right="national"),
    f"{CHOOSER_OF_HELPLINES}:choose": ViewRights(right="national", open_to=EDITORS),
    f"{CHOOSER_OF_HELPLINES}:choose_results": ViewRights(right="national", open_to=EDITORS),
    f"{CHOOSER_OF_HELPLINES}:chosen": ViewRights(a_helpline, right="national", open_to=EDITORS),
    f"{CHOOSER_OF_HELPLINES}:chosen_multiple": ViewRights(
        query=lambda world: {"id": world.helpline.pk}, right="national", open_to=EDITORS
    ),
    f"{CHOOSER_OF_HELPLINES}:create": ViewRights(right="national"),
}

# Views of Wagtail that are given a model of ours. The name of a row here is free: the address is in `name`.
GENERIC: dict[str, ViewRights] = {
    "settings of a site": ViewRights(
        lambda world: {**_OURS, "pk": world.site.pk}, post=_settings, name="wagtailsettings:edit"
    ),
    # Leads on to the settings of the site that one may change.
    "settings": ViewRights(
        lambda world: dict(_OURS), name="wagtailsettings:edit", status=302, open_to=("of_another_site",)
    ),
    "bulk delete of helplines": ViewRights(
        lambda world: {"app_label": "gripwagtail", "model_name": "griphelpline", "action": "delete"},
        query=lambda world: {"id": world.helpline.pk},
        post=_nothing,
        right="national",
        name="wagtail_bulk_action",
        # Wagtail answers with a list of what may not be done; there is nothing of a school in it.
        open_to=EDITORS,
    ),
}


# --- what there is ------------------------------------------------------------------


def patterns(resolver: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the host with its full name."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            yield ":".join([*spaces, found.name or str(found.pattern)]), found
        else:
            yield from patterns(found, (*spaces, found.namespace) if found.namespace else spaces)


def _unwrapped(view: Any) -> Iterator[Any]:
    while view is not None:
        yield view
        yield getattr(view, "view_class", None)
        yield getattr(view, "view_initkwargs", {}).get("model")
        view = getattr(view, "__wrapped__", None)


def is_ours(name: str, found: URLPattern) -> bool:
    """Whether the view, its class or its model comes from the package, or its name says so."""
    modules = [getattr(one, "__module__", "") or "" for one in _unwrapped(found.callback) if one is not None]
    return "gripwagtail" in name or any(module.split(".")[0] == "gripwagtail" for module in modules)


def our_views() -> list[str]:
    return sorted({name for name, found in patterns() if is_ours(name, found)})


def address_of(name: str, row: ViewRights, world: World) -> str:
    return reverse(row.name or name, kwargs=row.args(world))


# --- the world ----------------------------------------------------------------------


def _old_situation() -> dict[str, Any]:
    """One that we ship now in other words than this school has."""
    raw = next(iter(shipped_items("incident_help", "situations", load("nl", "po"))))
    value = {**raw["value"], "starter_version": "0", "pupil_opening": f"{SECRET} opening", "title": f"{SECRET} titel"}
    return {**raw, "value": value}


def _group(name: str, *model_permissions: str) -> Group:
    group = Group.objects.create(name=name)
    for codename in ("access_admin", *model_permissions):
        app = "wagtailadmin" if codename == "access_admin" else "gripwagtail"
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return group


def may_edit_pages(group: Group, page: Any) -> Group:
    for codename in ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page_id=page.pk, permission=permission)
    return group


def may_edit_settings(group: Group, site: Site) -> Group:
    permission = Permission.objects.get(content_type__app_label="gripwagtail", codename="change_gripsettings")
    GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    return group


def user_in(*groups: Group) -> Any:
    user = make.editor()
    user.is_superuser = False
    user.save()
    user.groups.set(groups)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return get_user_model().objects.get(pk=user.pk)


def make_world() -> World:
    return remembered("world of rights", _make_world)


def _make_world() -> World:
    home = make.home_page()
    ours = make.home_page(home, title=f"{SECRET} school", slug="ons")
    theirs = make.home_page(home, title="Andere school", slug="hun")
    elsewhere = make.site_with("elders.example")
    content = {kind: make.content_of(kind) for kind in ("overview", "norm", "contact", "parent_tips", "incident_help")}
    content["contact"]["contacts"] = [make.contact(label=f"{SECRET} mentor", email=f"{SECRET.lower()}@kwik.example")]
    content["incident_help"]["situations"] = [_old_situation()]
    pages = {kind: make.make_page(kind, ours, title=f"{SECRET} {kind}", **fields) for kind, fields in content.items()}
    # With an overview each, the two parts are two schools, of which each bears its own name.
    make.make_page("overview", theirs)
    for page in (make.make_page("incident_help", theirs), make.make_page("incident_help", elsewhere.root_page)):
        page.save_revision()
    for page in pages.values():
        page.save_revision().publish()
    arabic = make.translate(pages["norm"], "ar", statement=f"{SECRET}: نحن لطفاء.")
    site = make.settings_of(school_name=f"{SECRET} naam").site
    make.settings_of(elsewhere)
    line = make.helpline("kindertelefoon", does="Hier", audiences="pupil")
    line.shipped = {**flat_row(line), "does": "Nieuw", "before": {"does": "Oud"}}
    line.save()
    editors = may_edit_pages(_group("Ons", REPORT), ours)
    may_edit_pages(editors, arabic.get_parent())
    national = [f"{what}_griphelpline" for what in ("add", "change", "delete", "view")]
    users = {
        "visitor": user_in(),
        "newcomer": user_in(_group("Nieuw")),
        "of_another_part": user_in(may_edit_pages(_group("Hun", REPORT), theirs)),
        "of_another_site": user_in(
            may_edit_settings(may_edit_pages(_group("Elders", REPORT), elsewhere.root_page), elsewhere)
        ),
        "editor": user_in(may_edit_settings(editors, site)),
        "national": user_in(_group("Landelijk", *national)),
    }
    for model in page_models():
        # Or else whoever opens the desk first writes them.
        columns.recount(model, Q())
    return World(pages, site, users, line, arabic)
