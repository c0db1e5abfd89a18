"""A nurse goes through the questions with somebody on the phone, and holds the case at the end."""

from tests.browser_of_the_tests import PHONE
from tests.builders import World, phone_cookie_of


def test_a_nurse_fills_the_questions_with_a_person_on_the_phone(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    nils.post(language="sv")
    assert nils.url == "/by-phone/questions/2"
    assert "Vad bär dig" in nils.text() or 'lang="sv"' in nils.html()
    nils.answer_until("/questions/4b", p4a={"death_thoughts": ["2"], "self_harm": ["no"]})
    nils.post(plan="yes", keep_safe="yes")
    assert "Stay on the line" in nils.text()
    nils.get("/by-phone/questions/4c")
    nils.answer_until("/by-phone/contact")
    nils.post(first_name="Kerttu", phone=PHONE, safe_to_text="no", workplace=world.house.unit)
    (case,) = world.rows("support_case")
    assert nils.url == f"/cases/{case['id']}"
    assert (case["urgency"], case["claimed_by"]) == ("now", world.house.nils.id)
    for words in ("Kerttu", "Answered on the phone with a nurse", "Swedish", "Haluaisin nukkua."):
        assert words in nils.text(), words
    assert nils.client.get_cookie(phone_cookie_of(world, world.house.nils)) is None
