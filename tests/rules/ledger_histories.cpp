// SPDX-License-Identifier: BSL-1.0
// A ledger against a model that counts day by day, on random histories. The model was written from the law and the ledger's stated
// choices: it walks over every day, keeps whole numbers, and knows nothing of spans, keys or replay.
//
// ARREARS_TEST_CASES=1000000 in the environment runs as many of 40 years, and as many more, most of which crowd their entries into some
// months; a seed that fails is printed, and ARREARS_HISTORY=seed runs it alone.
#include "catch.hpp"

#include "some_ledger.hpp"

#include <arrears/rules/ledger.hpp>
#include <arrears/rules/verify.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace arrears;

namespace {

using Fen = std::int64_t;
using Day = int;   // from 1980-01-01
constexpr Day days_max = 90 * 366;
constexpr ArrearsCategory categories[] = {ArrearsCategory::pension, ArrearsCategory::medical, ArrearsCategory::wages};
constexpr int claim_category = 3;   // a worker's claim
constexpr int any = -1;

Date date(Day day) {
    static const std::vector<Date> dates = [] {
        std::vector<Date> out;
        for (Day i = 0; i < days_max; ++i) out.push_back(Date{1980, 1, 1} + i);
        return out;
    }();
    return dates[static_cast<std::size_t>(day)];
}
Day day(int year, int month, int day) { return static_cast<Day>(Date{year, month, day} - Date{1980, 1, 1}); }
const Day law_1999 = day(1999, 1, 22), law_2011 = day(2011, 7, 1), cap_2012 = day(2012, 1, 1);

enum class Kind { opening, fine, deferral, petition, waiver, write_off, transfer, payment, advance, reversal };
enum Order { oldest_first, principal_first, surcharge_first, current_first, civil_code, pro_rata, rolling, orders };

/// A line of a history, in whole numbers.
struct Line {
    Kind kind{};
    int id = 0;   // by which lines of one day and kind are ordered
    Day on = 0;
    Day entered = 0;
    int debt = any;
    int category = any;
    int component = 0;   // principal, surcharge, fine, other
    Fen amount = 0;
    Day until = 0;   // due, or last day of a deferral
    int of = any;    // what a reversal undoes
};

struct Terms {
    Order order{};
    DayCount day_count{};
    RateCrossing crossing{};
    SurchargeCap cap{};
    PetitionDay petition_day{};
    Rounding rounding{};
    Fen unit = 1;
    int law = 0;   // which history of rates
    Day as_of = 0;
    Day known = 0;
};

/// Rates in ten-thousandths a day. The national ones, and one with changes that never were.
constexpr int laws = 2;
int rate(int law, Day day) {
    if (day < law_1999) return 0;
    if (law == 0) return day < law_2011 ? 20 : 5;
    constexpr int steps[] = {20, 0, 7, 20, 3, 3, 50};
    return steps[static_cast<std::size_t>((day - law_1999) / 700 % 7)];
}
const Parameters& parameters(int law) {
    static const Parameters changed = [] {
        Parameters::Builder set{national_parameters()};
        for (const ArrearsCategory category : {ArrearsCategory::pension, ArrearsCategory::medical}) {
            for (Day from = law_1999; from < days_max; from += 700) {
                set.set(ParameterKey{ParameterName::surcharge_daily_rate, category}, date(from),
                        Rate::from_trillionths(rate(1, from) * std::int64_t{100'000'000}), some_ledger::basis());
            }
        }
        return set.build();
    }();
    return law == 0 ? national_parameters() : changed;
}

/// What the model says of one debt.
struct Debt {
    int id = 0;
    int category = 0;
    int rank = 0;
    Day due = 0;
    Fen opened = 0;
    bool bears = false;
    std::array<Fen, 4> charged{};
    std::array<std::array<Fen, 5>, 4> taken{};   // paid, advanced, waived, written off, transferred
    std::array<Fen, 4> off{};                    // all of it
    std::int64_t accrued = 0;                    // ten-thousandths of a fen

    Fen settled(int component) const { return off[static_cast<std::size_t>(component)]; }
    Fen stands(int component) const { return charged[static_cast<std::size_t>(component)] - settled(component); }
    void take(int component, int how, Fen amount) {
        taken[static_cast<std::size_t>(component)][static_cast<std::size_t>(how)] += amount;
        off[static_cast<std::size_t>(component)] += amount;
    }
};

struct Money_ {
    const Line* line;
    Fen left;
    int claim = any;   // position of the worker's claim
};

/// Counts day by day.
class Model {
public:
    Model(const std::vector<Line>& lines, const Terms& terms) : terms_{terms} {
        std::vector<bool> undone(lines.size() + 1);
        for (const Line& line : lines) {
            if (line.kind == Kind::reversal && line.entered <= terms.known) undone[static_cast<std::size_t>(line.of)] = true;
        }
        for (const Line& line : lines) {
            if (terms.known < line.entered || line.kind == Kind::reversal || undone[static_cast<std::size_t>(line.id)]) continue;
            lines_.push_back(&line);
        }
        std::sort(lines_.begin(), lines_.end(), [](const Line* a, const Line* b) {
            if (a->on != b->on) return a->on < b->on;
            if (a->kind != b->kind) return a->kind < b->kind;
            return a->id < b->id;
        });
    }

    void run() {
        if (lines_.empty()) return;
        std::size_t next = 0;
        for (Day today = lines_.front()->on; today <= terms_.as_of; ++today) {
            // Debts open.
            for (; next < lines_.size() && lines_[next]->on == today && lines_[next]->kind < Kind::waiver; ++next) open(*lines_[next]);
            // The day is borne by what stood at its beginning, unless it is counted by those who are left with it.
            if (terms_.day_count != DayCount::after_due_before_as_of) accrue(today);
            const bool happens = next < lines_.size() && lines_[next]->on == today;
            if (happens || !held_.empty()) {
                assess(today);
                for (; next < lines_.size() && lines_[next]->on == today && lines_[next]->kind < Kind::payment; ++next) relieve(*lines_[next]);
                for (Money_& money : held_) spend(money, today);
                for (; next < lines_.size() && lines_[next]->on == today; ++next) {
                    Money_ money{lines_[next], lines_[next]->amount};
                    spend(money, today);
                    held_.push_back(money);
                }
                for (Money_& money : held_) spend(money, today);   // on what has moved to workers meanwhile
                held_.erase(std::remove_if(held_.begin(), held_.end(), [](const Money_& money) { return money.left == 0; }), held_.end());
            }
            if (today < terms_.as_of && terms_.day_count == DayCount::after_due_before_as_of) accrue(today);
        }
        assess(terms_.as_of);
    }

    std::vector<Debt> debts{};
    std::map<int, Fen> lapsed{};
    [[nodiscard]] const std::vector<Money_>& held() const { return held_; }

private:
    void open(const Line& line) {
        if (line.kind != Kind::opening && line.kind != Kind::fine) return;
        Debt debt;
        debt.id = line.debt;
        debt.category = debt.rank = line.category;
        debt.due = line.kind == Kind::opening ? line.until : line.on;
        debt.bears = line.kind == Kind::opening;
        debt.opened = line.amount;
        debt.charged[static_cast<std::size_t>(line.component)] = line.amount;
        debts.push_back(debt);
    }
    void accrue(Day today) {
        int today_rate = -1;
        for (Debt& debt : debts) {
            if (!debt.bears || debt.category == 2 || today < debt.due || debt.stands(0) == 0) continue;
            if (today == debt.due && terms_.day_count != DayCount::due_through_as_of) continue;
            if (today_rate < 0) today_rate = rate(terms_.law, today);
            int bears = today_rate;
            if (terms_.crossing == RateCrossing::rate_of_first_day && law_1999 <= today) {
                const Day first = terms_.day_count == DayCount::due_through_as_of ? debt.due : debt.due + 1;
                bears = rate(terms_.law, std::max(first, law_1999));
            }
            if (stopped(debt, today)) continue;
            debt.accrued += debt.stands(0) * bears;
        }
    }
    bool stopped(const Debt& debt, Day today) const {
        for (const Line* const line : lines_) {
            if (line->kind == Kind::petition && (line->on < today || (line->on == today && terms_.petition_day == PetitionDay::first_free)))
                return true;
            if (line->kind != Kind::deferral || today < line->on || line->until < today) continue;
            if ((line->debt == any || line->debt == debt.id) && (line->category == any || line->category == debt.category)) return true;
        }
        return false;
    }
    void assess(Day today) {
        for (Debt& debt : debts) {
            if (!debt.bears) continue;
            const std::int64_t unit = terms_.unit * 10'000;
            std::int64_t whole = debt.accrued / unit;
            const std::int64_t rest = debt.accrued % unit;
            switch (terms_.rounding) {
            case Rounding::half_away_from_zero: whole += 2 * rest >= unit; break;
            case Rounding::half_even: whole += 2 * rest > unit || (2 * rest == unit && whole % 2 == 1); break;
            case Rounding::half_down: whole += 2 * rest > unit; break;
            case Rounding::up:
            case Rounding::ceiling: whole += rest > 0; break;
            case Rounding::down:
            case Rounding::floor: break;
            }
            Fen owed = whole * terms_.unit;
            if (terms_.cap == SurchargeCap::principal && cap_2012 <= today && debt.opened < owed) owed = debt.opened;
            debt.charged[1] = std::max(owed, debt.settled(1));
        }
    }
    void relieve(const Line& line) {
        Fen left = line.amount;
        for (Debt& debt : debts) {
            if (debt.id != line.debt) continue;
            const Fen part = std::min(left, debt.stands(line.component));
            debt.take(line.component, line.kind == Kind::waiver ? 2 : line.kind == Kind::write_off ? 3 : 4, part);
            left -= part;
        }
        if (left > 0) lapsed[line.id] = left;
    }

    struct Place {
        std::size_t debt;
        int component;
    };
    void spend(Money_& money, Day today) {
        const Line& line = *money.line;
        const auto open = [&](const Debt& debt) { return (line.category == any || debt.category == line.category) && debt.charged != debt.off; };
        if (money.left == 0 || std::none_of(debts.begin(), debts.end(), open)) return;
        const bool designates = line.debt != any && terms_.order != rolling;
        if (designates && std::none_of(debts.begin(), debts.end(), [&](const Debt& one) { return one.id == line.debt; })) {
            for (const Line* const later : lines_) {
                const bool opens = (later->kind == Kind::opening || later->kind == Kind::fine) && later->debt == line.debt;
                if (opens || (later->kind == Kind::advance && later->id + 1000 == line.debt)) return;   // it waits
            }
        }
        std::vector<Place> places;
        for (std::size_t i = 0; i < debts.size(); ++i) {
            if (line.category != any && debts[i].category != line.category) continue;
            for (int component = 0; component < 4; ++component) {
                if (debts[i].stands(component) > 0) places.push_back({i, component});
            }
        }
        const auto month = [](Day day) { return Month{date(day)}; };
        const auto designated = [&](const Place& a) { return designates && debts[a.debt].id == line.debt; };
        constexpr int interest[] = {2, 1, 3, 0};   // other, surcharge, principal, fine
        constexpr int rolls[] = {1, 0, 3, 2};      // surcharge, principal, other, fine
        // Whether one comes strictly before another: -1, 1, or 0 where they share.
        const auto compare = [&](const Place& a, const Place& b) {
            const auto less = [](auto x, auto y) { return x < y ? -1 : y < x ? 1 : 0; };
            if (designated(a) != designated(b)) return designated(a) ? -1 : 1;
            const Debt& x = debts[a.debt];
            const Debt& y = debts[b.debt];
            int by = 0;
            switch (terms_.order) {
            case pro_rata: return 0;
            case civil_code:
                if ((by = less(x.due > today, y.due > today)) != 0) return by;
                return less(x.due, y.due);
            case current_first:
                if ((by = less(month(x.due) < month(today), month(y.due) < month(today))) != 0) return by;
                if ((by = less(x.due, y.due)) != 0) return by;
                return less(a.component, b.component);
            case principal_first:
                if ((by = less(a.component, b.component)) != 0) return by;
                return less(x.due, y.due);
            case surcharge_first:
                if ((by = less(interest[a.component], interest[b.component])) != 0) return by;
                return less(x.due, y.due);
            case rolling:
                if ((by = less(x.due, y.due)) != 0) return by;
                return less(rolls[a.component], rolls[b.component]);
            case oldest_first:
            case orders: break;
            }
            if ((by = less(x.due, y.due)) != 0) return by;
            return less(a.component, b.component);
        };
        std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
            if (const int by = compare(a, b); by != 0) return by < 0;
            if (debts[a.debt].due != debts[b.debt].due) return debts[a.debt].due < debts[b.debt].due;
            return debts[a.debt].id != debts[b.debt].id ? debts[a.debt].id < debts[b.debt].id : a.component < b.component;
        });
        const bool shares = terms_.order == pro_rata || terms_.order == civil_code;
        for (std::size_t from = 0; from < places.size() && money.left > 0;) {
            std::size_t to = from + 1;
            while (shares && to < places.size() && compare(places[from], places[to]) == 0) ++to;
            share(money, std::vector<Place>(places.begin() + static_cast<std::ptrdiff_t>(from), places.begin() + static_cast<std::ptrdiff_t>(to)),
                  today);
            from = to;
        }
    }
    /// By largest remainders; of equal ones the larger debt, then the earlier.
    void share(Money_& money, const std::vector<Place>& places, Day today) {
        Fen sum = 0;
        std::vector<Fen> weights, parts, rests;
        for (const Place& place : places) {
            weights.push_back(debts[place.debt].stands(place.component));
            sum += weights.back();
        }
        const Fen total = std::min(money.left, sum);
        Fen missing = total;
        for (const Fen weight : weights) {
            const auto product = static_cast<unsigned long long>(total) * static_cast<unsigned long long>(weight);   // below 2^60: small debts
            parts.push_back(static_cast<Fen>(product / static_cast<unsigned long long>(sum)));
            rests.push_back(static_cast<Fen>(product % static_cast<unsigned long long>(sum)));
            missing -= parts.back();
        }
        for (; missing > 0; --missing) {
            std::size_t best = 0;
            for (std::size_t i = 1; i < parts.size(); ++i) {
                if (rests[best] < rests[i] || (rests[best] == rests[i] && weights[best] < weights[i])) best = i;
            }
            ++parts[best];
            rests[best] = -1;
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (parts[i] == 0) continue;
            const bool advance = money.line->kind == Kind::advance;
            debts[places[i].debt].take(places[i].component, advance ? 1 : 0, parts[i]);
            money.left -= parts[i];
            if (!advance) continue;
            if (money.claim == any) {
                money.claim = static_cast<int>(debts.size());
                Debt claim;
                claim.id = money.line->id + 1000;
                claim.category = claim_category;
                claim.rank = debts[places[i].debt].category;
                claim.due = today;
                debts.push_back(claim);
            }
            debts[static_cast<std::size_t>(money.claim)].charged[static_cast<std::size_t>(places[i].component)] += parts[i];
        }
    }

    Terms terms_;
    std::vector<const Line*> lines_{};
    std::vector<Money_> held_{};
};

// The history as the library takes it.

std::string digits(int number) {
    std::string out = "0000";
    for (std::size_t at = 4; number > 0; number /= 10) out[--at] = static_cast<char>('0' + number % 10);
    return out;
}
ArrearsId debt_id(int id) { return ArrearsId{id < 1000 ? "D" + digits(id) : "E" + digits(id - 1000)}; }   // in the order of their numbers
LedgerEntryId entry_id(int id) { return LedgerEntryId{"E" + digits(id)}; }

LedgerEntry entry(const Line& line) {
    LedgerEntry out{entry_id(line.id), date(line.on), date(line.entered), {}};
    const Money amount = Money::from_fen(line.amount);
    const auto debt = line.debt == any ? std::optional<ArrearsId>{} : debt_id(line.debt);
    const auto category = line.category == any              ? std::optional<ArrearsCategory>{}
                          : line.category == claim_category ? ArrearsCategory::advance_repayment
                                                            : categories[static_cast<std::size_t>(line.category)];
    const auto component = static_cast<DebtComponent>(line.component);
    switch (line.kind) {
    case Kind::opening: out.what = entries::Opening{*debt, *category, amount, date(line.until)}; break;
    case Kind::fine: out.what = entries::Fine{*debt, *category, component, amount, {}}; break;
    case Kind::deferral: out.what = entries::Deferral{debt, category, date(line.until), some_ledger::basis()}; break;
    case Kind::petition: out.what = entries::Petition{}; break;
    case Kind::waiver: out.what = entries::Waiver{*debt, component, amount, some_ledger::basis()}; break;
    case Kind::write_off: out.what = entries::WriteOff{*debt, component, amount, some_ledger::basis()}; break;
    case Kind::transfer: out.what = entries::Transfer{*debt, amount, EnterpriseId{"other"}}; break;
    case Kind::payment: out.what = entries::Payment{amount, category, debt}; break;
    case Kind::advance: out.what = entries::Advance{amount, WorkerId{"W"}, *category, debt}; break;
    case Kind::reversal: out.what = entries::Reversal{entry_id(line.of)}; break;
    }
    return out;
}

/// A random history: a few years, or one in twenty forty years. Lines stand in the order in which they were entered.
struct History {
    std::vector<Line> lines{};
    Terms terms{};
};

class Maker {
public:
    /// \param one_long_in every history of so many, on average, is of 40 years; the others are of some months
    Maker(std::uint64_t seed, int one_long_in) : random_{static_cast<std::mt19937::result_type>(seed)}, one_long_in_{one_long_in} {}

    History make() {
        const bool long_one = chance(one_long_in_);
        const Day span = long_one ? 40 * 365 : 30 + below(500);
        const Day first = long_one ? day(1984, 6, 1) + below(365) : (chance(3) ? law_2011 - below(span) : law_1999 - 100 + below(8000));
        const int count = long_one ? 8 + below(24) : 3 + below(10);
        std::vector<std::pair<Day, Day>> dates;   // entered, on
        for (int i = 0; i < count; ++i) {
            const Day on = first + (i < 2 ? below(span / 3 + 1) : below(span));
            dates.emplace_back(chance(4) ? on + below(span / 2) : chance(20) ? std::max(first, on - below(30)) : on, on);
        }
        std::sort(dates.begin(), dates.end());
        std::vector<int> ids(2 * dates.size());
        for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<int>(i) + 1;
        std::shuffle(ids.begin(), ids.end(), random_);
        History out;
        for (const auto& [entered, on] : dates) add(out.lines, ids, entered, on);
        Terms& terms = out.terms;
        terms.order = static_cast<Order>(below(orders));
        terms.day_count = enum_at<DayCount>(chance(2) ? 0 : static_cast<std::size_t>(below(3)));
        terms.crossing = chance(6) ? RateCrossing::rate_of_first_day : RateCrossing::each_day_its_rate;
        terms.cap = chance(4) ? SurchargeCap::principal : SurchargeCap::none;
        terms.petition_day = enum_at<PetitionDay>(static_cast<std::size_t>(below(2)));
        terms.rounding = chance(2) ? Rounding::half_away_from_zero : enum_at<Rounding>(static_cast<std::size_t>(below(enum_count<Rounding>)));
        terms.unit = chance(8) ? 10 : chance(8) ? 100 : 1;
        terms.law = below(laws);
        terms.as_of = first + span / 2 + below(span / 2 + 30);
        terms.known = chance(3) ? first + below(span) : days_max;
        return out;
    }

private:
    int below(int count) { return count <= 1 ? 0 : static_cast<int>(random_() % static_cast<unsigned>(count)); }
    bool chance(int one_in) { return below(one_in) == 0; }
    Fen amount() { return chance(3) ? 1 + below(300) : 1 + below(chance(2) ? 100'000 : 10'000'000); }

    void add(std::vector<Line>& lines, std::vector<int>& ids, Day entered, Day on) {
        Line line;
        line.id = ids.back();
        ids.pop_back();
        line.entered = entered;
        line.on = on;
        line.amount = amount();
        std::vector<int> alive;   // positions of openings that may be named
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Kind kind = lines[i].kind;
            if ((kind == Kind::opening || kind == Kind::fine || kind == Kind::advance) && !reversed(lines, lines[i].id))
                alive.push_back(static_cast<int>(i));
        }
        const auto named = [&] { return lines[static_cast<std::size_t>(alive[static_cast<std::size_t>(below(static_cast<int>(alive.size())))])]; };
        const int dice = alive.empty() ? 0 : below(100);
        line.category = chance(4) ? 1 + below(2) : 0;
        if (dice < 28) {
            line.kind = Kind::opening;
            line.debt = ++debts_;
            line.until = on + (chance(3) ? 0 : below(60));
        } else if (dice < 33) {
            line.kind = Kind::fine;
            line.debt = ++debts_;
            line.component = 2 + below(2);
        } else if (dice < 60) {
            line.kind = Kind::payment;
            if (chance(2)) line.category = any;
            else if (chance(6)) line.category = claim_category;
            if (chance(3)) designate(line, named());
        } else if (dice < 70) {
            line.kind = Kind::advance;
            if (line.category == 2) line.category = 0;
            if (chance(3)) designate(line, named());
        } else if (dice < 75) {
            line.kind = Kind::deferral;
            line.until = on + below(400);
            if (chance(2)) line.category = any;
            if (chance(2)) line.debt = id_of(named());
        } else if (dice < 76) {
            line.kind = Kind::petition;
        } else if (dice < 88) {
            const Line debt = named();
            if (on < debt.on) return;
            line.kind = static_cast<Kind>(static_cast<int>(Kind::waiver) + below(3));
            line.debt = id_of(debt);
            if (debt.kind == Kind::fine && line.kind == Kind::transfer) line.kind = Kind::waiver;
            line.component = debt.kind == Kind::fine ? debt.component : line.kind == Kind::transfer ? 0 : below(2);
            line.category = any;
        } else {
            const Line undone = lines[static_cast<std::size_t>(below(static_cast<int>(lines.size())))];
            if (undone.kind == Kind::reversal || reversed(lines, undone.id)) return;
            line.kind = Kind::reversal;
            line.of = undone.id;
            line.on = undone.on;
            lines.push_back(line);
            if ((undone.kind == Kind::opening || undone.kind == Kind::payment) && chance(2)) {   // a correction
                line = undone;
                line.id = ids.back();
                ids.pop_back();
                line.entered = entered;
                line.amount = amount();
                if (line.debt != any && line.kind == Kind::payment) line.debt = any;
                lines.push_back(line);
            }
            return;
        }
        lines.push_back(line);
    }
    static void designate(Line& money, const Line& debt) {
        const int category = debt.kind == Kind::advance ? claim_category : debt.category;
        if (money.category == any || money.category == category) money.debt = id_of(debt);
    }
    static int id_of(const Line& line) { return line.kind == Kind::advance ? line.id + 1000 : line.debt; }
    static bool reversed(const std::vector<Line>& lines, int id) {
        return std::any_of(lines.begin(), lines.end(), [id](const Line& line) { return line.kind == Kind::reversal && line.of == id; });
    }

    std::mt19937 random_;
    int one_long_in_;
    int debts_ = 0;
};

/// Whether the ledger says of each debt, credit and excess what the model says.
bool same(const LedgerStatement& statement, const Model& model) {
    std::size_t seen = 0;
    for (const Debt& debt : model.debts) {
        const DebtAccount* const account = statement.find(debt_id(debt.id));
        if (account == nullptr) return false;
        ++seen;
        const auto category =
            debt.category == claim_category ? ArrearsCategory::advance_repayment : categories[static_cast<std::size_t>(debt.category)];
        if (account->category != category || account->rank != categories[static_cast<std::size_t>(debt.rank)] || account->due != date(debt.due))
            return false;
        for (std::size_t c = 0; c < 4; ++c) {
            const ComponentAccount& one = account->components[c];
            const std::array<Fen, 5>& taken = debt.taken[c];
            if (one.charged.fen() != debt.charged[c] || one.paid.fen() != taken[0] || one.advanced.fen() != taken[1] ||
                one.waived.fen() != taken[2] || one.written_off.fen() != taken[3] || one.transferred.fen() != taken[4])
                return false;
        }
    }
    if (seen != statement.debts.size() || statement.credits.size() != model.held().size() || statement.lapsed.size() != model.lapsed.size())
        return false;
    for (const Money_& money : model.held()) {
        const auto found =
            std::find_if(statement.credits.begin(), statement.credits.end(), [&](const auto& one) { return one.entry == entry_id(money.line->id); });
        if (found == statement.credits.end() || found->amount.fen() != money.left) return false;
    }
    return std::all_of(statement.lapsed.begin(), statement.lapsed.end(), [&](const LedgerRemainder& one) {
        return std::any_of(model.lapsed.begin(), model.lapsed.end(),
                           [&](const auto& pair) { return one.entry == entry_id(pair.first) && one.amount.fen() == pair.second; });
    });
}

const AllocationOrder library_orders[] = {
    AllocationOrder::oldest_first(), AllocationOrder::principal_first(), AllocationOrder::surcharge_first(), AllocationOrder::current_period_first(),
    AllocationOrder::civil_code(),   AllocationOrder::pro_rata(),        AllocationOrder::rolling()};
static_assert(std::size(library_orders) == orders);

LedgerTerms library_terms(const Terms& terms) {
    return {{.parameters = parameters(terms.law),
             .day_count = terms.day_count,
             .crossing = terms.crossing,
             .cap = terms.cap,
             .before_law = BeforeLaw::none,
             .petition_day = terms.petition_day,
             .rounding = terms.rounding,
             .rounding_unit = Money::from_fen(terms.unit)},
            library_orders[terms.order]};
}

/// Whether SurchargeRule, told what the statement tells of each debt, comes to the same; and, of some, gives reasons that verify.
bool explained(const LedgerStatement& statement, const LedgerTerms& terms, const Model& model, bool with_reasons) {
    for (const DebtAccount& debt : statement.debts) {
        const bool bears =
            std::any_of(model.debts.begin(), model.debts.end(), [&](const Debt& one) { return one.bears && debt_id(one.id) == debt.debt; });
        if (!bears) continue;
        const SurchargeFacts facts = surcharge_facts(statement, debt);
        const Surcharge made = terms.surcharge.decide(facts, statement.view.as_of).value();
        const ComponentAccount& account = debt.of(DebtComponent::surcharge);
        if (std::max(made.amount, account.settled()) != account.charged || made.days != debt.days_charged) return false;
        if (with_reasons && !verify(terms.surcharge.explain(facts, statement.view.as_of), terms.surcharge, facts, statement.view.as_of).holds())
            return false;
    }
    return true;
}

/// What one looks at when a seed fails.
void show(const History& history, const Model& model, const LedgerStatement& statement) {
    const Terms& terms = history.terms;
    std::cerr << library_orders[terms.order] << "; " << terms.day_count << ", " << terms.crossing << ", cap " << terms.cap << ", petition day "
              << terms.petition_day << ", " << terms.rounding << " to " << terms.unit << " fen, law " << terms.law << ", as of " << date(terms.as_of)
              << ", known " << date(std::min(terms.known, days_max - 1)) << '\n';
    for (const Line& line : history.lines) {
        std::cerr << date(line.on) << " (" << date(line.entered) << ") E" << line.id << ' ' << static_cast<LedgerEntryKind>(line.kind) << " debt "
                  << line.debt << " category " << line.category << " component " << line.component << " amount " << line.amount << " until "
                  << line.until << " of " << line.of << '\n';
    }
    for (const Debt& debt : model.debts) {
        std::cerr << debt_id(debt.id) << " due " << date(debt.due);
        const DebtAccount* const account = statement.find(debt_id(debt.id));
        for (std::size_t c = 0; c < 4; ++c) {
            std::cerr << " | " << debt.charged[c] << '-' << debt.settled(static_cast<int>(c));
            if (account != nullptr) std::cerr << " (" << account->components[c].charged.fen() << '-' << account->components[c].settled().fen() << ')';
        }
        std::cerr << '\n';
    }
    for (const Money_& money : model.held()) std::cerr << "kept of E" << money.line->id << ": " << money.left << '\n';
    for (const LedgerRemainder& one : statement.credits) std::cerr << "kept by the ledger of " << one.entry << ": " << one.amount << '\n';
}

// For Python: names as numbers again.

std::string numbers(std::initializer_list<std::int64_t> list) {
    std::string out;
    for (const std::int64_t one : list) out += ' ' + std::to_string(one);
    return out;
}
std::int64_t number(std::string_view id) { return std::atoll(std::string{id.substr(1)}.c_str()) + (id.front() == 'E' ? 1000 : 0); }
std::int64_t number(ArrearsCategory category) {
    const auto at = std::find(std::begin(categories), std::end(categories), category);
    return at == std::end(categories) ? claim_category : at - std::begin(categories);
}

std::uint64_t asked(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<std::uint64_t>(std::atoll(text));
}

}   // namespace

TEST_CASE("Ledger: random histories as a model that counts day by day", "[rules][ledger][property]") {
    const std::uint64_t only = asked("ARREARS_HISTORY", 0);
    const std::uint64_t first = only == 0 ? 1 : only, last = only == 0 ? static_cast<std::uint64_t>(test::cases) : only;
    std::uint64_t different = 0, lines = 0;
    for (std::uint64_t number = 2 * first; number <= 2 * last + 1; ++number) {
        const std::uint64_t seed = number / 2;
        const History history = Maker{seed, number % 2 == 0 ? 1 : 20}.make();
        lines += history.lines.size();
        Ledger ledger = some_ledger::ledger();
        for (const Line& line : history.lines) ledger.append(entry(line));
        Model model{history.lines, history.terms};
        model.run();
        const LedgerTerms terms = library_terms(history.terms);
        const LedgerStatement statement = ledger.statement(terms, {date(history.terms.as_of), date(std::min(history.terms.known, days_max - 1))});
        if (!same(statement, model) || !statement.totals.balance() || !explained(statement, terms, model, seed % 50 == 0)) {
            if (++different <= 10) std::cerr << "ARREARS_HISTORY=" << seed << " differs\n";
            if (only != 0) show(history, model, statement);
        }
    }
    CAPTURE(last - first + 1, lines);
    CHECK(different == 0);
}

TEST_CASE("Ledger: random histories as Python recomputes them with fractions", "[rules][ledger][property]") {
    if (std::system("python3 -c 'import fractions' >/dev/null 2>&1") != 0) {
        WARN("python3 is not installed: skipped the comparison with Python's fractions");
        return;
    }
    const auto path = std::filesystem::temp_directory_path() / ("arrears_ledger_" + std::to_string(std::random_device{}()) + ".txt");
    {
        std::ofstream out{path};
        for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(test::cases / 5); ++seed) {
            const History history = Maker{seed + 1'000'000'000, 20}.make();
            const Terms& terms = history.terms;
            Ledger ledger = some_ledger::ledger();
            out << "H " << std::to_string(seed) << ' ' << std::to_string(terms.order) << ' ' << terms.day_count << ' ' << terms.crossing << ' '
                << terms.cap << ' ' << terms.petition_day << ' ' << terms.rounding << numbers({terms.unit, terms.law, terms.as_of, terms.known})
                << '\n';
            for (const Line& line : history.lines) {
                ledger.append(entry(line));
                out << 'L'
                    << numbers({static_cast<int>(line.kind), line.id, line.on, line.entered, line.debt, line.category, line.component, line.amount,
                                line.until, line.of})
                    << '\n';
            }
            const LedgerStatement statement = ledger.statement(library_terms(terms), {date(terms.as_of), date(std::min(terms.known, days_max - 1))});
            for (const DebtAccount& debt : statement.debts) {
                out << 'D' << numbers({number(debt.debt.view()), number(debt.category), number(debt.rank), debt.due - date(0)});
                for (const ComponentAccount& one : debt.components) {
                    out << numbers(
                        {one.charged.fen(), one.paid.fen(), one.advanced.fen(), one.waived.fen(), one.written_off.fen(), one.transferred.fen()});
                }
                out << '\n';
            }
            for (const LedgerRemainder& one : statement.credits) out << 'C' << numbers({number(one.entry.view()) - 1000, one.amount.fen()}) << '\n';
            for (const LedgerRemainder& one : statement.lapsed) out << 'X' << numbers({number(one.entry.view()) - 1000, one.amount.fen()}) << '\n';
            out << "E\n";
        }
    }
    const int status = std::system(("python3 '" ARREARS_SOURCE_DIR "/tests/rules/check_ledger.py' '" + path.string() + "'").c_str());
    CHECK(status == 0);
    std::filesystem::remove(path);
}
