"""Whether a new password is made of what everybody would try first (ASVS 6.2).

Nobody outside is asked (decision 0012): a password is worth as many points as it has signs, and a piece that
guessing begins with is worth one, however long it is. Stolen ones are known by `stolen_passwords`.
"""

import re
from collections.abc import Iterable

# Eight letters that follow from nothing else are 37 bits; a stranger has sixty guesses in fifteen minutes.
LEAST_POINTS = 8

_PIECE, _NAME = 3, 3
_SEPARATORS = re.compile(r"[\s_.,-]+")
_YEAR = re.compile(r"(19|20)\d\d")
# Typed for each other, with the signs of å, ä and ö as a foreign keyboard has them; one sign for one sign.
_ALIKE = str.maketrans("åäöéü@430157$!|", "aaoeuaaeoistsii")
_ROWS = (
    "1234567890+",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyzåäö",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxc",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2b3c4d5e6f7g8h9i0j",
    "a1b2c3d4e5f6g7h8i9j0",
    "1029384756",
)
_WORDS = """
password passwort passord losenord salasana tunnussana avainsana salalause secret hemlig salainen login
welcome tervetuloa valkommen letmein changeme vaihdaminut default qwerty azerty admin administrator root
user guest test testi demo temp master internet computer tietokone dator access system office windows google
iloveyou rakastansinua minarakastansinua jagalskardig sunshine princess football jalkapallo jaakiekko hockey
baseball monkey dragon shadow superman batman starwars pokemon minecraft whatever trustno one forever suomi
finland sverige svenska ruotsi helsinki tampere turku oulu espoo vantaa kuopio varkaus siilinjarvi perkele
kynnys kynnyksen troskel troskeln threshold ulappa tyoterveys tyoterveyshuolto foretagshalsovard terveys
halsa health terveydenhoitaja sairaanhoitaja hoitaja nurse sjukskoterska vardare laakari lakare doctor
psykologi tuki support apua help hyvinvointi tyopaikka monday tuesday wednesday thursday friday saturday
sunday maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai mandag tisdag onsdag torsdag
fredag lordag sondag january february march april may june july august september october november december
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu
januari februari mars maj juni juli augusti oktober joulu juhannus christmas easter paasiainen vappu jul
midsommar spring summer autumn fall winter kevat kesa syksy talvi var sommar host vinter
"""
# Long enough for the rule and known to everybody who guesses.
_PHRASES = """
correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog quickbrownfox lazydog tobeornottobe
maytheforcebewithyou iamyourfather letmeinplease opensesame mypasswordis thisismypassword passwordpassword
thisisapassword ilovemyfamily iloveyousomuch onceuponatime happybirthday merrychristmas hyvaajoulua
hyvaauuttavuotta onneaikkunalle oiretkisuomi maammelaulu suomenmaa saunajaolut perunajamakkara
kissakavelitikapuitapitkin olipakerran maailmanparas tamaonsalasana salasanaonsalasana ilmanmuuta
arkadenvarld detvarengang jagalskardigsamycket mittlosenord blinkalillastjarna videbackenstrand
"""
_KNOWN = frozenset(word.lower() for word in (_WORDS + _PHRASES).split())


def is_easy_to_guess(password: str, name: str, provider: str) -> bool:
    """Whether somebody who knows the person and her provider would come to this password early."""
    if any(part in _folded(password) for part in _folded_parts(name)) or len(set(password)) < 5:
        return True
    return points(password, _folded_parts(provider)) < LEAST_POINTS


def points(password: str, also_known: Iterable[str] = ()) -> int:
    """How many guesses' worth of pieces the password needs at the least; separators are worth nothing."""
    text = _SEPARATORS.sub("", password.lower())
    folded, known = _folded(password), _KNOWN | set(also_known)
    least = [0]
    for end in range(1, len(text) + 1):
        # One sign by itself, or a piece that ends here.
        choices = [least[end - 1] + 1]
        for start in range(max(0, end - 60), end - _PIECE + 1):
            if least[start] + 1 < choices[-1] and _is_piece(text, folded, start, end, known):
                choices.append(least[start] + 1)
        least.append(min(choices))
    return least[-1]


def _is_piece(text: str, folded: str, start: int, end: int, known: Iterable[str]) -> bool:
    piece = text[start:end]
    return (
        folded[start:end] in known
        or _YEAR.fullmatch(piece) is not None
        or folded.find(folded[start:end], 0, start) >= 0
        or any(piece in row or piece[::-1] in row for row in _ROWS)
        or len(set(piece)) == 1
    )


def _folded(text: str) -> str:
    return _SEPARATORS.sub("", text.lower()).translate(_ALIKE)


def _folded_parts(words: str) -> list[str]:
    return [part for part in map(_folded, words.split()) if len(part) >= _NAME]
