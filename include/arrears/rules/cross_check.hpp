// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/citizen_number.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enum_set.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace arrears {

/// A row of a roster of people. All of it is personal: nothing here prints it, answers name rows by their position.
struct RosterRow {
    std::optional<CitizenNumber> number{};
    std::string name{};   ///< empty: unknown; blanks within count for nothing
    std::optional<Date> birth{};
    std::string enterprise{};   ///< empty: unknown; likewise

    friend bool operator==(const RosterRow&, const RosterRow&) = default;
};

/// What details a row is known by, where it has no number.
ARREARS_ENUM(RosterField,
    (name,       "姓名", "name"),
    (birth,      "出生日期", "date of birth"),
    (enterprise, "单位", "enterprise"));

/// By what two rows are held to be of one person.
ARREARS_ENUM(MatchedBy,
    (number,  "身份证号码", "identity number"),
    (details, "姓名、出生日期和单位", "name, birth and enterprise"));

/// Why a person has to look at rows.
ARREARS_ENUM(MatchDoubt,
    (repeated_number, "同一号码在一方出现多次", "one number stands several times on a side"),
    (several,         "多行相符", "several rows agree"),
    (numbers_differ,  "各项相符而号码不同", "all details agree, and the numbers differ"),
    (partial,         "仅部分相符", "only some details agree"));

/// Two rows of one person, by their positions in the rosters.
struct RosterMatch {
    std::size_t a = 0;
    std::size_t b = 0;
    MatchedBy by{};
    int score = 0;                      ///< of the details that agree
    EnumSet<RosterField> differing{};   ///< known on both sides, and not the same

    friend bool operator==(const RosterMatch&, const RosterMatch&) = default;
};

/// Rows that may be of one person, or are of several: somebody has to look. Positions ascend.
struct RosterQuestion {
    std::vector<std::size_t> a{};
    std::vector<std::size_t> b{};
    MatchDoubt why{};
    int score = 0;   ///< of the details that all of these share; 0 where a number is what they share

    friend bool operator==(const RosterQuestion&, const RosterQuestion&) = default;
};

/// What a cross-check found. Every row of either roster stands in it just once.
struct CrossCheckResult {
    std::vector<RosterMatch> matched{};        ///< by the position in the first roster
    std::vector<RosterQuestion> questions{};   ///< likewise
    std::vector<std::size_t> only_a{};
    std::vector<std::size_t> only_b{};

    friend bool operator==(const CrossCheckResult&, const CrossCheckResult&) = default;
};

/// Matches two rosters of people (信息比对核查): exactly by identity number; what is left by name, birth and enterprise, each with
/// a weight. Nothing is matched in silence: rows match by details only where the score reaches `match_min`, just one row on each side has
/// these details, and no two numbers speak against it. What else scores `ask_min` or more is a question for a person.
struct CrossCheck {
    bool by_number = true;
    bool by_details = true;
    int name_weight = 4;
    int birth_weight = 4;
    int enterprise_weight = 2;
    int match_min = 10;   ///< all three, by the default weights
    int ask_min = 6;      ///< two of the three

    /// Cost: O(n log n) by sorting; the answer is linear in the rows, however many of them agree.
    /// \throws Error (bad_argument) where a weight is negative, or `match_min` is under `ask_min` or under 1
    template <class When = detail::WhenCalled>
    [[nodiscard]] CrossCheckResult match(std::span<const RosterRow> a, std::span<const RosterRow> b) const {
        if (name_weight < 0 || birth_weight < 0 || enterprise_weight < 0 || match_min < ask_min || ask_min < 1) {
            throw bad_argument("CrossCheck", {"weights or scores do not go together", "权重或分值不合"},
                               {"expected weights of zero or more and 1 ≤ ask_min ≤ match_min", "权重应不小于零，且 1 ≤ ask_min ≤ match_min"});
        }
        Matcher<detail::Late<RosterRow, When>> matcher{*this, a, b};
        return std::move(matcher).take();
    }

    friend bool operator==(const CrossCheck&, const CrossCheck&) = default;

private:
    /// A text without blanks, so that 张 三 is 张三.
    [[nodiscard]] static std::string without_blanks(const std::string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == ' ' || text[i] == '\t') continue;
            if (text.compare(i, 3, "\xE3\x80\x80") == 0) i += 2;   // the ideographic blank
            else out += text[i];
        }
        return out;
    }

    template <class Row>
    class Matcher {
    public:
        Matcher(const CrossCheck& rule, std::span<const Row> a, std::span<const Row> b) : rule_{rule} {
            rows_.reserve(a.size() + b.size());
            for (const bool second : {false, true}) {
                const auto side = second ? b : a;
                for (std::size_t at = 0; at < side.size(); ++at) {
                    rows_.push_back({&side[at], without_blanks(side[at].name), without_blanks(side[at].enterprise), birth_of(side[at]), at, second});
                }
            }
            if (rule_.by_number) match_numbers();
            if (rule_.by_details) match_details();
            for (const Entry& row : rows_) {
                if (row.open) (row.second ? out_.only_b : out_.only_a).push_back(row.at);
            }
            std::ranges::sort(out_.matched, {}, &RosterMatch::a);
            std::ranges::sort(out_.questions,
                              [](const RosterQuestion& x, const RosterQuestion& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
        }
        [[nodiscard]] CrossCheckResult take() && { return std::move(out_); }

    private:
        struct Entry {
            const Row* row;
            std::string name;
            std::string enterprise;
            std::optional<Date> birth;
            std::size_t at;
            bool second;   ///< of the second roster
            bool open = true;
        };
        using Group = std::span<Entry* const>;

        [[nodiscard]] static std::optional<Date> birth_of(const Row& row) {
            if (row.birth || !row.number) return row.birth;
            return row.number->birth();
        }
        /// Calls `take` with the rows of each key that stands on more than one row, the first roster's before the second's.
        template <class Less, class Take>
        static void each_group(std::vector<Entry*>& rows, Less less, Take take) {
            std::sort(rows.begin(), rows.end(), [&](const Entry* x, const Entry* y) {
                if (less(*x, *y)) return true;
                if (less(*y, *x)) return false;
                return std::pair{x->second, x->at} < std::pair{y->second, y->at};
            });
            for (std::size_t from = 0; from < rows.size();) {
                std::size_t to = from + 1;
                while (to < rows.size() && !less(*rows[from], *rows[to])) ++to;
                if (to - from > 1) take(Group{rows.data() + from, to - from});
                from = to;
            }
        }
        [[nodiscard]] static std::size_t of_first(Group group) {
            return static_cast<std::size_t>(std::ranges::count(group, false, [](const Entry* row) { return row->second; }));
        }

        void match_numbers() {
            std::vector<Entry*> rows;
            for (Entry& row : rows_) {
                if (row.row->number) rows.push_back(&row);
            }
            each_group(
                rows, [](const Entry& x, const Entry& y) { return *x.row->number < *y.row->number; },
                [&](Group group) {
                    if (group.size() == 2 && of_first(group) == 1) return matched(*group[0], *group[1], MatchedBy::number);
                    ask(group, MatchDoubt::repeated_number, 0);
                });
        }
        /// The details that agree, those with the highest score first.
        void match_details() {
            struct Level {
                EnumSet<RosterField> fields;
                int score;
            };
            using F = RosterField;
            std::vector<Level> levels;
            for (const EnumSet<F>& fields :
                 {EnumSet<F>{F::name, F::birth, F::enterprise}, EnumSet<F>{F::name, F::birth}, EnumSet<F>{F::name, F::enterprise},
                  EnumSet<F>{F::birth, F::enterprise}, EnumSet<F>{F::name}, EnumSet<F>{F::birth}, EnumSet<F>{F::enterprise}}) {
                int score = 0;
                for (const F field : fields) score += weight(field);
                if (score >= rule_.ask_min) levels.push_back({fields, score});
            }
            std::ranges::stable_sort(levels, std::greater{}, &Level::score);
            for (const Level& level : levels) match_level(level.fields, level.score);
        }
        void match_level(EnumSet<RosterField> fields, int score) {
            std::vector<Entry*> rows;
            for (Entry& row : rows_) {
                if (row.open && std::ranges::all_of(fields, [&](RosterField field) { return known(row, field); })) rows.push_back(&row);
            }
            const auto less = [&](const Entry& x, const Entry& y) {
                for (const RosterField field : fields) {
                    if (const auto order = compared(x, y, field); order != 0) return order < 0;
                }
                return false;
            };
            const bool of_all = fields.size() == enum_count<RosterField>;
            each_group(rows, less, [&](Group group) {
                const std::size_t first = of_first(group);
                if (first == 0 || first == group.size()) return;   // of one side alone
                // Two numbers that differ are two people, and only where all details agree is that worth a question.
                const auto numbered = [](const Entry* row) { return row->row->number.has_value(); };
                const Group in_a = group.first(first), in_b = group.subspan(first);
                const bool a_numbered = std::ranges::all_of(in_a, numbered), b_numbered = std::ranges::all_of(in_b, numbered);
                if (a_numbered && b_numbered) {   // those with one number were matched by it, where that was wanted
                    std::vector<CitizenNumber> known;
                    if (!rule_.by_number) {
                        for (const Entry* const row : in_a) known.push_back(*row->row->number);
                    }
                    std::ranges::sort(known);
                    const bool of_one = std::ranges::any_of(
                        in_b, [&](const Entry* row) { return std::ranges::binary_search(known, *row->row->number); });
                    if (!of_one) {
                        if (of_all) ask(group, MatchDoubt::numbers_differ, score);
                        return;
                    }
                }
                if (group.size() == 2 && score >= rule_.match_min) return matched(*group[0], *group[1], MatchedBy::details);
                if (group.size() == 2) return ask(group, MatchDoubt::partial, score);
                std::vector<Entry*> kept;   // of a side whose others all have numbers, only who has none can be meant
                for (Entry* const row : group) {
                    const bool others_numbered = row->second ? a_numbered : b_numbered;
                    if (!rule_.by_number || !others_numbered || !numbered(row)) kept.push_back(row);
                }
                if (kept.size() == 2 && of_first(kept) == 1 && score < rule_.match_min) return ask(kept, MatchDoubt::partial, score);
                ask(kept, MatchDoubt::several, score);
            });
        }

        void matched(Entry& a, Entry& b, MatchedBy by) {
            RosterMatch made{a.at, b.at, by, 0, {}};
            for (std::size_t i = 0; i < enum_count<RosterField>; ++i) {
                const auto field = enum_at<RosterField>(i);
                if (!known(a, field) || !known(b, field)) continue;
                if (compared(a, b, field) == 0) made.score += weight(field);
                else made.differing.insert(field);
            }
            out_.matched.push_back(made);
            a.open = b.open = false;
        }
        void ask(Group group, MatchDoubt why, int score) {
            RosterQuestion made{{}, {}, why, score};
            for (Entry* const row : group) {
                (row->second ? made.b : made.a).push_back(row->at);
                row->open = false;
            }
            out_.questions.push_back(std::move(made));
        }

        [[nodiscard]] int weight(RosterField field) const noexcept {
            return field == RosterField::name ? rule_.name_weight : field == RosterField::birth ? rule_.birth_weight : rule_.enterprise_weight;
        }
        [[nodiscard]] static bool known(const Entry& row, RosterField field) {
            switch (field) {
            case RosterField::name: return !row.name.empty();
            case RosterField::birth: return row.birth.has_value();
            case RosterField::enterprise: break;
            }
            return !row.enterprise.empty();
        }
        [[nodiscard]] static std::strong_ordering compared(const Entry& x, const Entry& y, RosterField field) {
            switch (field) {
            case RosterField::name: return x.name <=> y.name;
            case RosterField::birth: return *x.birth <=> *y.birth;
            case RosterField::enterprise: break;
            }
            return x.enterprise <=> y.enterprise;
        }

        const CrossCheck& rule_;
        std::vector<Entry> rows_{};
        CrossCheckResult out_{};
    };
};

}   // namespace arrears
