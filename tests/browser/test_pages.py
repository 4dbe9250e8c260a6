"""Each page of the journey, on a desk and on a phone: nothing axe calls serious, nothing the browser complains of."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINDINGS = """async (rules) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: rules } });
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`);
}"""

NOBODY, CLARA, INES, RUTH = "", "customer@example.com", "artisan@example.com", "manager@example.com"
PAGES = {
    NOBODY: """
        / /rings/ /p/vyse-solitaire/ /p/canal-band/ /basket/ /account/sign-in/ /account/register/ /passport/check/
        /passport/{code}/ /passport/of/{owner}/ /no/such/page/
    """,
    CLARA: "/account/ /account/orders/ /orders/{being_made}/ /orders/{unpaid}/pay/deposit/ {in_basket} /checkout/",
    INES: "/workshop/ /workshop/bench/ /workshop/jobs/{job}/ /workshop/jobs/{job}/traveller/ /stock/",
    RUTH: """
        /workshop/jobs/{job}/cost-sheet/ /workshop/jobs/{inspectable}/inspection/ /office/ /office/orders/{number}/
    """,
}
LOOK_UP = """
from benchpin.atelier.passport.models import Ownership
from benchpin.atelier.shop.models import Order
from benchpin.atelier.workshop.models import Job, JobOperation
owned = Ownership.objects.first()
made = Order.objects.filter(email="customer@example.com", payments__state="paid", lines__handover=None).first()
unpaid = Order.objects.filter(email="customer@example.com", payments=None).first()
open_jobs = Job.objects.filter(operations__finished_at=None, cancelled_at=None)
job = open_jobs.filter(order_number=made.number).first()
steps = JobOperation.objects.filter(job__in=open_jobs, finished_at=None).order_by("job", "sequence")
print(owned.passport.code, owned.token, made.token, unpaid.token, job.number, made.number, sep="\\n")
"""


@pytest.fixture(scope="module")
def names(atelier) -> dict[str, str]:
    found = atelier.ask(LOOK_UP).splitlines()
    keys = ("code", "owner", "being_made", "unpaid", "job", "number")
    known = dict(zip(keys, found, strict=True))
    return known | {"inspectable": known["job"], "in_basket": "/basket/"}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("who", list(PAGES), ids=["nobody", "customer", "artisan", "manager"])
def test_no_page_has_a_serious_accessibility_finding_or_an_error(visit, names, who, width):
    page = visit(who, width=width).page
    found = []
    for address in PAGES[who].split():
        if address == "{in_basket}":
            page.goto("/p/canal-band/")
            page.get_by_role("button", name="Add to basket").first.click()
            expect(page).to_have_url("/basket/")
        else:
            page.goto(address.format(**names))
        found += [f"{page.url} at {width}: {finding}" for finding in findings(page)]
        if overflow(page):
            found.append(f"{page.url} at {width}: the page is wider than the screen")

    assert not found, "\n".join(found)


def findings(page: Page) -> list[str]:
    page.evaluate(AXE)
    answer: list[str] = page.evaluate(FINDINGS, RULES)
    return answer


def overflow(page: Page) -> bool:
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    return wider


def test_the_product_form_works_without_javascript(visit):
    page = visit(javascript=False).page
    page.goto("/p/vyse-solitaire/")
    expect(page.locator("img.still")).to_be_visible()
    page.locator(".chip", has_text="Platinum 950").click()
    page.get_by_role("button", name="Show price and day").click()
    assert "metal=pt_950_ru" in page.url
    expect(page.locator("#details")).to_contain_text("Platinum 950")

    page.get_by_label("Band width", exact=True).fill("1.6")
    page.get_by_role("button", name="Show price and day").click()
    expect(page.locator("#error-band_width")).to_contain_text("needs a band of at least 1.8 mm")

    page.get_by_label("Band width", exact=True).fill("2.4")
    page.get_by_role("button", name="Add to basket").first.click()
    expect(page).to_have_url("/basket/")
    expect(page.get_by_role("main")).to_contain_text("Band width: 2.4 mm")


def test_a_page_that_is_not_there_and_one_that_is_not_yours_look_alike(visit, names):
    stranger = visit().page
    for address in ("/no/such/page/", "/orders/not-a-token/", f"/office/orders/{names['number']}/"):
        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 404 or "/sign-in/" in stranger.url
