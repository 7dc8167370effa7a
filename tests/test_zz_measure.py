import pytest
from tests.test_budget import *
def test_m(school):
    html=html_of(school.pages["incident_help"]); print("\nVIEW", first_view(html))
    urgent = html[: html.index(b"</summary>", html.rindex(b'data-grip-urgency="now"')) + len(b"</summary>")]
    print("URG", offset(urgent, b"</summary>"), "ALL", offset(html, b"</summary>"), FIRST_WINDOW)
@pytest.mark.parametrize("t",["po","vo"])
def test_all(t):
    page = plant(t).pages["incident_help"]
    html = html_of(make.set_items(page, "situations", every_situation(t)))
    print("\nALLVIEW", t, first_view(html))
