#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A reference for surcharges, what else a delay brings, contributions, retirement, the hardship of households, compensation and estates,
written from what the laws say and not from the library.

usage: check_rules.py CASES
A case a line: what it is of, its facts and choices, and the library's answer. Prints what differs; exits with 1 where something does.
Amounts are in fen.
"""
import calendar
import sys
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(1)
EVER, NEVER = date(1, 1, 1), date(9000, 1, 1)


class Refused(Exception):
    """No answer: the sources do not speak for the day, or contradict each other."""


class Missing(Exception):
    """No answer without a fact that was not given."""


def rounded(value, how, unit=1):
    """To a whole number of units."""
    value = Fraction(value)
    whole = value.denominator * unit
    low, rest = divmod(value.numerator, whole)
    if rest == 0:
        return low * unit
    negative, tie, above = value < 0, 2 * rest == whole, 2 * rest > whole
    up = {
        "half_away_from_zero": above or (tie and not negative),
        "half_down": above or (tie and negative),
        "half_even": above or (tie and low % 2 == 1),
        "down": negative,
        "up": not negative,
        "floor": False,
        "ceiling": True,
    }[how]
    return (low + up) * unit


# --- Surcharge: who bears which rate a day, from which day through which.
PERMILLE_2, PERCENT_005 = Fraction(2, 1000), Fraction(5, 10000)
SOCIAL_INSURANCE_LAW = (date(2011, 7, 1), NEVER, PERCENT_005)   # art. 86: all five insurances
DECREE_259 = (date(1999, 1, 22), date(2011, 6, 30), PERMILLE_2)   # art. 13: pension, medical, unemployment
DAILY = {
    "pension": [DECREE_259, SOCIAL_INSURANCE_LAW],
    "medical": [DECREE_259, SOCIAL_INSURANCE_LAW],
    "unemployment": [DECREE_259, SOCIAL_INSURANCE_LAW],
    "work_injury": [(date(2004, 1, 1), date(2010, 12, 31), PERMILLE_2), SOCIAL_INSURANCE_LAW],   # half a year without a source
    "maternity": [(date(1995, 1, 1), date(2011, 6, 30), PERMILLE_2), SOCIAL_INSURANCE_LAW],
    "housing_fund": [(date(1999, 4, 3), NEVER, Fraction(0))],   # art. 38: an order to pay, then the court
}
PEOPLE = [(EVER, NEVER, Fraction(0))]   # what is owed to people bears no daily charge
CAP_FROM = date(2012, 1, 1)   # Administrative Compulsion Law art. 45(2)


def runs_without(first, last, exemptions):
    """The runs of days from first through last that no exemption covers."""
    for from_, through in exemptions:
        if through < first:
            continue
        if from_ > last:
            break
        if from_ > first:
            yield first, from_ - DAY
        first = through + DAY
        if first > last:
            return
    yield first, last


def bearing(principal, falls):
    """From when through when which principal bears, where parts of it were settled."""
    begin, left = EVER, principal
    for through, rest in falls:
        yield begin, through, left
        begin, left = through + DAY, rest
    yield begin, NEVER, left


def surcharge(category, principal, due, as_of, day_count, crossing, cap, before_law, petition, petition_day, rounding_of, rounding, unit, exemptions,
              falls):
    if due is None:
        raise Missing
    first = due if day_count == "due_through_as_of" else due + DAY
    last = as_of - DAY if day_count == "after_due_before_as_of" else as_of
    if petition is not None:
        last = min(last, petition if petition_day == "last_charged" else petition - DAY)
    if falls and falls[-1][1] == 0:   # nothing is left to bear
        last = min(last, falls[-1][0])
    rates = DAILY.get(category, PEOPLE)
    law_begins = rates[0][0]
    parts = []   # (days, rate, principal)
    if first <= last:
        if before_law == "none" and first < law_begins:
            counted_from = law_begins   # the days before bear nothing
        else:
            counted_from = first

        def rate_on(day):
            for from_, through, rate in rates:
                if from_ <= day <= through:
                    return rate
            raise Refused

        for begin, end in runs_without(counted_from, last, exemptions) if counted_from <= last else ():
            if crossing == "rate_of_first_day":   # an old debt keeps the older rule throughout, whatever days of it are exempt
                spans = [(begin, end, rate_on(counted_from))]
            else:
                spans = [(max(begin, from_), min(end, through), rate) for from_, through, rate in rates if from_ <= end and begin <= through]
                if sum((through - from_).days + 1 for from_, through, _ in spans) != (end - begin).days + 1:
                    raise Refused
            for from_, through, rate in spans:
                for since, until, left in bearing(principal, falls):
                    days = (min(through, until) - max(from_, since)).days + 1
                    if days > 0:
                        parts.append((days, rate, left))
    days = sum(number for number, rate, _ in parts if rate)
    if rounding_of == "total":
        uncapped = rounded(sum(left * rate * number for number, rate, left in parts), rounding, unit)
    else:
        uncapped = sum(rounded(left * rate * number, rounding, unit) for number, rate, left in parts)
    return min(uncapped, principal) if cap == "principal" and as_of >= CAP_FROM else uncapped, days, uncapped


# --- What else a delay brings: the fine of art. 86, damages of art. 85 of the Labour Contract Law, compensation of 1994, no. 481.
INSURANCES = ("pension", "medical", "unemployment", "work_injury", "maternity")
OWED_TO_PEOPLE = ("wages", "heating", "medical_expense", "only_child_allowance", "only_child_retirement_award", "living_allowance", "survivor_benefit")
FINE_FROM, DAMAGES_FROM = date(2011, 7, 1), date(2008, 1, 1)
COMPENSATION = (date(1995, 1, 1), date(2017, 11, 24))


def liabilities(law, order, category, principal, due, as_of, *choices):
    """The surcharge; then of each liability: whether it is incurred, and from how much to how much. Choices as of the surcharge."""
    *_, rounding, unit, _, falls = choices
    out = list(surcharge(category, principal, due, as_of, *choices))
    governing = as_of if law == "as_of_date" else due + DAY   # whose day's law
    late = due < as_of
    owing = principal   # what of it is still owed: whoever is ordered to pay is ordered to pay that
    for through, left in falls:
        if through < as_of:
            owing = left

    def standing(takes_order):
        if not late or (takes_order and order is False):
            return "not_incurred"
        return "unknown" if takes_order and order is None else "incurred"

    def add(exists, takes_order, amount, *times):
        out.append(standing(takes_order) if exists else "none_known")
        out.extend(rounded(amount * Fraction(time), rounding, unit) if exists else 0 for time in times)

    add(category in INSURANCES and governing >= FINE_FROM, True, owing, 1, 3)   # one to three times
    add(category in OWED_TO_PEOPLE and governing >= DAMAGES_FROM, True, owing, "1/2", 1)   # 50 to 100 per cent on top
    add(category == "wages" and COMPENSATION[0] <= governing <= COMPENSATION[1], False, principal, "1/4", "1/4")   # 25 per cent, without an order
    return out


# --- Contributions: percent of the base, from which day on, until the next; None: no rate.
def percent(text):
    return Fraction(text) / 100


RATES = {   # insurance: (from, employer, worker)
    "pension": [("1997-07-16", "20", "4"), ("1998-01-01", "20", "5"), ("2000-01-01", "20", "6"), ("2002-01-01", "20", "7"), ("2004-01-01", "20", "8"),
                ("2019-05-01", "16", "8")],
    "medical": [("1998-12-14", "6", "2")],
    "unemployment": [("1999-01-22", "2", "1"), ("2015-03-01", "1.5", "0.5"), ("2016-05-01", "1", "0.5"), ("2017-01-01", "0.5", "0.5"),
                     ("2026-01-01", None, None)],
    "work_injury": [("2004-01-01", ["0.5", "1", "2"], "0"), ("2015-10-01", ["0.2", "0.4", "0.7", "0.9", "1.1", "1.3", "1.6", "1.9"], "0")],
    "maternity": [("1995-01-01", "1", "0"), ("2015-10-01", "0.5", "0"), ("2020-01-01", None, None)],   # then merged into medical insurance
    "housing_fund": [("1999-04-03", "5", "5")],
}


def rates_on(insurance, day):
    found = (None, None)
    for from_, employer, worker in RATES[insurance]:
        if from_ <= day.isoformat():
            found = (employer, worker)
    return found


def contribution(insurance, month, wage, average, risk_class, employer_rate, worker_rate, floor_, ceiling, rounding, unit):
    """The wage between 60 and 300% of the average wage, or what was published; the housing fund has a ceiling only, since 2005."""
    has_floor = floor_ is None and insurance != "housing_fund"
    has_ceiling = ceiling is None and (insurance != "housing_fund" or month >= date(2005, 1, 1))
    by_class = insurance == "work_injury" and employer_rate is None
    if wage is None or ((has_floor or has_ceiling) and average is None) or (by_class and risk_class is None):
        raise Missing
    if has_floor:
        floor_ = rounded(average * percent("60"), "half_away_from_zero")
    if has_ceiling:
        ceiling = rounded(average * percent("300"), "half_away_from_zero")
    if floor_ is not None and ceiling is not None and floor_ > ceiling:
        raise Refused
    base = wage
    if floor_ is not None:
        base = max(base, floor_)
    if ceiling is not None:
        base = min(base, ceiling)
    employer, worker = rates_on(insurance, month)
    if by_class and employer is not None:
        employer = employer[risk_class - 1] if risk_class <= len(employer) else None
    shares = []
    for given, known in ((employer_rate, employer), (worker_rate, worker)):
        if given is None and known is None:
            raise Refused
        shares.append(rounded(base * (given if given is not None else percent(known)), rounding, unit))
    return base, *shares


# --- Retirement: the schedule by going through its months, as its annex does.
OLD_AGE = {"male": 60 * 12, "female55": 55 * 12, "female50": 50 * 12}
EVERY, MOST = {"male": 4, "female55": 4, "female50": 2}, {"male": 36, "female55": 36, "female50": 60}
REFORM = 2025 * 12   # January 2025, in months
DECIDED = date(2024, 9, 13)


def schedule(group):
    """Months of delay by the month in which the old age is reached."""
    delays, delay = {}, 0
    for count in range(0, 100 * 12):
        if count % EVERY[group] == 0 and delay < MOST[group]:
            delay += 1
        delays[REFORM + count] = delay
    return delays


SCHEDULES = {group: schedule(group) for group in OLD_AGE}


def month_text(count):
    return f"{count // 12:04}-{count % 12 + 1:02}"


def retirement(group, birth, as_of):
    born = birth.year * 12 + birth.month - 1
    known = as_of >= DECIDED
    delay = SCHEDULES[group].get(born + OLD_AGE[group], 0) if known else 0
    age = OLD_AGE[group] + delay
    month = born + age
    year = month // 12
    day = date(year, month % 12 + 1, min(birth.day, calendar.monthrange(year, month % 12 + 1)[1]))
    minimum = 180 if year < 2030 else min(180 + 6 * (year - 2029), 240)
    latest = month_text(month + 36) if known and month >= REFORM else "-"
    earliest = max(month - 36, born + OLD_AGE[group])   # three years, but not under the old age
    return day.isoformat(), age, delay, month_text(earliest) if earliest < month else "-", latest, minimum


# --- Economic compensation: art. 47 of the Labour Contract Law for service from 2008, an older reading for the time before.
LABOUR_CONTRACT_LAW = date(2008, 1, 1)


def later_by_months(day, months):
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_and_rest(first, end):
    """Full years from a day up to, but without, another; the full months left; whether anything is left."""
    years = 0
    while later_by_months(first, 12 * (years + 1)) <= end:
        years += 1
    months = 0
    while later_by_months(first, 12 * years + months + 1) <= end:
        months += 1
    return years, months, later_by_months(first, 12 * years) < end


def compensation(earlier, rounding, first, through, wage, average, minimum):
    new_law = through >= LABOUR_CONTRACT_LAW
    if first is None or wage is None or minimum is None or (new_law and average is None):
        raise Missing
    end = through + DAY
    amount, halves, older = Fraction(0), 0, 0
    if new_law:
        years, months, more = whole_and_rest(max(first, LABOUR_CONTRACT_LAW), end)
        halves = 2 * years + (2 if months >= 6 else 1 if more else 0)
        if wage > 3 * average:
            monthly, halves = 3 * average, min(halves, 24)
        else:
            monthly = max(wage, minimum)
        amount += rounded(Fraction(monthly * halves, 2), rounding)
    if first < LABOUR_CONTRACT_LAW and earlier != "none":
        years, _, more = whole_and_rest(first, min(end, LABOUR_CONTRACT_LAW))
        older = years + (1 if more else 0)
        if earlier == "at_most_12_months":
            older = min(older, 12)
        amount += max(wage, minimum) * older
    return amount, halves, older


# --- Estates: the trial law of 1986, the Enterprise Bankruptcy Law, liquidations without bankruptcy.
BANKRUPTCY_LAW, ART_132 = date(2007, 6, 1), date(2006, 8, 27)
OF_ART_132 = ("wages", "medical_and_disability", "survivors", "personal_accounts", "compensation")
WORKERS_CLAIMS = OF_ART_132 + ("housing_fund", "other_benefits")
KINDS = ("procedure_costs", "common_debts") + OF_ART_132 + ("housing_fund", "other_benefits", "social_insurance", "taxes", "ordinary",
                                                            "earlier_surcharge", "later_surcharge")
NOWHERE = 9   # not admitted


def turn(of, bankrupt, day):
    """In which turn a kind of claim is paid; nought comes first."""
    if bankrupt and day < date(1988, 11, 1) or not bankrupt and day < date(1992, 1, 1):
        raise Refused
    new = bankrupt and day >= BANKRUPTCY_LAW
    if of == "procedure_costs":
        return 0
    if of == "common_debts":
        return 1 if new else 0
    if of in ("compensation", "later_surcharge") and bankrupt and day < date(2002, 9, 1):
        raise Refused   # what the Supreme Court said in 2002
    if of in WORKERS_CLAIMS:
        return 2
    if of == "social_insurance":
        return 3 if new else 2
    if of == "taxes":
        return 3
    return NOWHERE if of == "later_surcharge" and bankrupt else 4


def parts_of(total, weights):
    """The largest remainders have the fen left over, then larger weights, then earlier ones."""
    if total == 0:
        return [0] * len(weights)
    shares = [divmod(total * weight, sum(weights)) for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-shares[i][1], -weights[i], i))[:total - sum(whole for whole, _ in shares)]
    return [whole + (i in order) for i, (whole, _) in enumerate(shares)]


def estate(kind, law, as_of, petition, means, claims):
    bankrupt = kind == "bankrupt"
    day = as_of
    if bankrupt and law == "petition":
        if petition is None:
            raise Missing
        day = petition
    works_back = bankrupt and as_of >= BANKRUPTCY_LAW
    secured = [i for i, claim in enumerate(claims) if claim[0] == "secured"]
    others = [i for i, claim in enumerate(claims) if claim[0] != "secured" and claim[1]]
    old = {i for i in others if works_back and claims[i][0] in OF_ART_132 and claims[i][2] is not None and claims[i][2] < ART_132}
    covered = {i: min(claims[i][1], claims[i][3]) for i in secured}
    left = means + sum(claims[i][3] - covered[i] for i in secured)
    turns = {i: turn(claims[i][0], bankrupt, day) for i in others}
    paid, turned = [0] * len(claims), [0] * len(claims)
    for i in secured:
        turned[i] = covered[i]

    for now in range(5):
        groups = [[i for i in others if turns[i] == now and claims[i][0] == of and (i in old) == aged] for of in KINDS for aged in (True, False)]
        if now == 4:
            groups.append(secured)   # with what they are short of
        groups = [(group, [claims[i][1] - turned[i] for i in group]) for group in groups]
        groups = [(group, owed) for group, owed in groups if sum(owed)]
        pays = min(left, sum(sum(owed) for _, owed in groups))
        left -= pays
        for (group, owed), share in zip(groups, parts_of(pays, [sum(owed) for _, owed in groups])):
            for i, part in zip(group, parts_of(share, owed)):
                paid[i] = part
        if now != 2 or not works_back or not sum(covered.values()) or pays == sum(sum(owed) for _, owed in groups):
            continue
        if any(claims[i][0] in OF_ART_132 and claims[i][2] is None for i in others):
            raise Missing
        groups = [[i for i in sorted(old) if claims[i][0] == of] for of in KINDS]
        groups = [(group, [claims[i][1] - paid[i] for i in group]) for group in groups if group]
        takes = min(sum(sum(owed) for _, owed in groups), sum(covered.values()))
        for (group, owed), share in zip(groups, parts_of(takes, [sum(owed) for _, owed in groups])):
            for i, part in zip(group, parts_of(share, owed)):
                turned[i] = part
        for i, part in zip(secured, parts_of(sum(covered.values()) - takes, [covered[i] for i in secured])):
            turned[i] = part
    return [f"{a}:{b}" for a, b in zip(paid, turned)] + [left]


# --- Households: answers that stay the same however what is unknown turns out.
FAR = 10**15


def range_of(amount):
    """The least and the most that an amount may be."""
    return (0, FAR) if amount is None else (amount, amount)


def truths(text):
    return [{"y": {True}, "n": {False}, "-": {True, False}}[letter] for letter in text]


def of_one(possible):
    if len(possible) != 1:
        raise Missing
    return possible.pop()


def level(line, persons, income, rigid, costs, accident):
    if line is None or persons is None or income is None:
        raise Missing
    possible = set()
    for expenses in range_of(rigid):
        for spent in range_of(costs):
            for hit in truths(accident)[0]:
                a_head = Fraction(income - expenses, 12 * persons)
                possible.add("deep" if a_head < line else "relative" if a_head < 2 * line
                             else "by_accident" if hit or spent > Fraction(8, 10) * income else "none")
    return of_one(possible)


def all_hold(parts):
    """The truth values that a conjunction may have."""
    return {True} & set.intersection(*parts) | ({False} if any(False in part for part in parts) else set())


def outcome(line, persons, income, rigid, aid, months, causes, assured, shown):
    a_head = (lambda amount: Fraction(amount, 12 * persons)) if persons else None
    unknown = line is None or persons is None
    above = {True, False} if unknown else {a_head(income) > line}
    long_enough = {True, False} if months is None else {months >= 6}
    exited = all_hold([{not cause for cause in one} for one in truths(causes)] + [above, long_enough])
    reaches = {True, False} if unknown else {a_head(income + helped - spent) >= line for helped in range_of(aid) for spent in range_of(rigid)}
    stands = [one if paper == "y" else {False} & one | ({True, False} if True in one else set()) for one, paper in zip(truths(assured), shown)]
    relieved = all_hold([reaches] + stands[:4])   # the fifth, basic living, stands where the line is reached
    possible = {"exited"} if True in exited else set()
    if False in exited:
        possible |= ({"relieved"} if True in relieved else set()) | ({"in_hardship"} if False in relieved else set())
    return of_one(possible)


BOTH = {True, False}
CAUSES = ("low_income", "illness", "disaster", "schooling", "unemployment", "disability", "no_social_insurance")
ASSURANCES = ("basic_medical_care", "employment_or_business", "childrens_schooling", "safe_housing", "basic_living")


def any_holds(*parts):
    """The truth values that a disjunction may have."""
    return {not one for one in all_hold([{not one for one in part} for part in parts])}


class Home:
    """A household's leaves, each with the truth values that it may have; as docs/rules/relief.md tells of the measures."""

    def __init__(self, line, persons, income, rigid, costs, aid, assets, accident, extreme, seeks, causes, assured, shown):
        def a_head(amounts, holds):
            return BOTH if None in (line, persons, income) else {holds(Fraction(amount, 12 * persons)) for amount in amounts}
        base = income or 0
        self.poor = a_head([base], lambda mean: mean < line)
        self.deep = a_head([base - spent for spent in range_of(rigid)], lambda mean: mean < line)
        self.spent_to_line = a_head([base - spent for spent in range_of(costs)], lambda mean: mean <= line)
        self.spent_below = a_head([base - spent for spent in range_of(costs)], lambda mean: mean < line)
        self.reaches = a_head([base + helped - spent for helped in range_of(aid) for spent in range_of(rigid)], lambda mean: mean >= line)
        self.has_little = BOTH if None in (line, persons, assets) else {assets <= 12_000_00 * persons}
        self.allowance = all_hold([self.poor, self.has_little])
        self.accident, self.extreme, self.seeks = truths(accident + extreme + seeks)
        self.struck = any_holds(self.accident, BOTH if None in (income, costs) else {costs > Fraction(8, 10) * income})
        self.cause = dict(zip(CAUSES, truths(causes)))
        self.assured = {name: all_hold([one, {True} if paper == "y" else BOTH])
                        for name, one, paper in zip(ASSURANCES, truths(assured), shown)}

    def measure(self, name):
        def both(*parts):
            return all_hold(parts)
        cause, on_allowance = self.cause, any_holds(self.allowance, self.extreme)
        return {
            "employment_policy": lambda: both(cause["unemployment"], self.seeks),
            "basic_medical_insurance": lambda: both(cause["illness"], {not one for one in self.assured["basic_medical_care"]}),
            "subsistence_allowance": lambda: self.allowance,
            "extreme_difficulty_support": lambda: self.extreme,
            "disaster_assistance": lambda: cause["disaster"],
            "medical_assistance": lambda: both(cause["illness"], any_holds(on_allowance, self.spent_to_line)),
            "education_assistance": lambda: both(cause["schooling"], on_allowance),
            "housing_assistance": lambda: both({not one for one in self.assured["safe_housing"]}, on_allowance),
            "employment_assistance": lambda: both(self.allowance, self.seeks),
            "temporary_assistance": lambda: both(any_holds(self.accident, cause["illness"]), self.spent_below),
            "schooling_aid": lambda: cause["schooling"],
            "insurance_rights": lambda: cause["no_social_insurance"],
            "sending_warmth": lambda: any_holds(self.deep, self.struck),
            "mutual_aid": lambda: any_holds(cause["illness"], cause["disaster"], cause["disability"], self.accident),
        }[name]()

    def stands(self, name):
        return any_holds(self.reaches, self.assured[name]) if name == "basic_living" else self.assured[name]


# --- Reading the cases.
def maybe(parse, text):
    return None if text == "-" else parse(text)


def expected(what, words):
    if what in ("surcharge", "liabilities"):
        head, words = (words[:2], words[2:]) if what == "liabilities" else ([], words)
        category, principal, due, as_of, day_count, crossing, cap, before_law, petition, petition_day, rounding_of, rounding, unit, exempt, settled = words
        spans = [tuple(map(date.fromisoformat, span.split("/"))) for span in exempt.rstrip(".").split(";") if span]
        falls = [(date.fromisoformat(fall.split("/")[0]), int(fall.split("/")[1])) for fall in settled.rstrip(".").split(";") if fall]
        facts = (category, int(principal), maybe(date.fromisoformat, due), date.fromisoformat(as_of), day_count, crossing, cap, before_law,
                 maybe(date.fromisoformat, petition), petition_day, rounding_of, rounding, int(unit), spans, falls)
        if what == "surcharge":
            return surcharge(*facts)
        law, order = head
        return liabilities(law, {"-": None, "met": False, "unmet": True}[order], *facts)
    if what == "contribution":
        insurance, month, wage, average, risk_class, employer_rate, worker_rate, floor_, ceiling, rounding, unit = words
        return contribution(insurance, date.fromisoformat(month + "-01"), maybe(int, wage), maybe(int, average), maybe(int, risk_class),
                            maybe(Fraction, employer_rate), maybe(Fraction, worker_rate), maybe(int, floor_), maybe(int, ceiling), rounding, int(unit))
    if what == "compensation":
        earlier, rounding, first, through, *amounts = words
        return compensation(earlier, rounding, maybe(date.fromisoformat, first), date.fromisoformat(through), *(maybe(int, one) for one in amounts))
    if what == "estate":
        kind, law, as_of, petition, means, listed = words
        claims = []
        for text in listed.rstrip(".").split(";"):
            if text:
                of, amount, owed, collateral = text.split("/")
                claims.append((of, int(amount), maybe(date.fromisoformat, owed), int(collateral)))
        return estate(kind, law, date.fromisoformat(as_of), maybe(date.fromisoformat, petition), int(means), claims)
    if what in ("level", "outcome", "allowance", "measure", "assurance"):
        name, *words = words
        line, persons, income, rigid, costs, aid, assets, months = (maybe(int, word) for word in words[:8])
        accident, extreme, seeks, causes, assured, shown = words[8:]
        home = Home(line, persons, income, rigid, costs, aid, assets, accident, extreme, seeks, causes, assured, shown)
        if what in ("allowance", "measure", "assurance"):
            possible = home.allowance if what == "allowance" else home.measure(name) if what == "measure" else home.stands(name)
            return ["yes" if of_one(possible) else "no"]
        if what == "level":
            return [level(line, persons, income, rigid, costs, accident)]
        return [outcome(line, persons, income, rigid, aid, months, causes, assured, shown)]
    group, birth, as_of = words
    return retirement(group, date.fromisoformat(birth), date.fromisoformat(as_of))


def main():
    count = wrong = answered = 0
    with open(sys.argv[1], encoding="ascii") as file:
        for line in file:
            what, *words, result = line.split()
            count += 1
            try:
                want = ",".join(map(str, expected(what, words)))
                answered += 1
            except Refused:
                want = "refused"
            except Missing:
                want = "missing"
            if want != result:
                wrong += 1
                if wrong <= 10:
                    print(f"{line.strip()}: expected {want}", file=sys.stderr)
    if count < int(sys.argv[2]) or answered < count // 2:
        print(f"only {count} cases, {answered} of them answered", file=sys.stderr)
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
