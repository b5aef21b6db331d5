// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/when_called.hpp>
#include <arrears/statistics/condition.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

template <class When = WhenCalled>
void sort_words(std::vector<Late<Word, When>>& words) {
    std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

/// The values that a condition allows its field (or, for `excluded`, forbids it); nothing for other conditions.
[[nodiscard]] inline const std::vector<Word>* listed(const Condition& condition, bool excluded) noexcept {
    const bool compared =
        condition.kind() == Condition::Kind::compare && condition.comparison() == (excluded ? Comparison::not_equal : Comparison::equal);
    return compared || condition.kind() == (excluded ? Condition::Kind::not_in : Condition::Kind::in) ? &condition.values() : nullptr;
}
/// `field in values` in its shortest form; values sorted and not empty.
template <class When = WhenCalled>
[[nodiscard]] Condition list_of(const Word& field, std::vector<Late<Word, When>> values, bool excluded) {
    if (values.size() == 1) return Condition::compare(field, excluded ? Comparison::not_equal : Comparison::equal, std::move(values.front()));
    return Condition::leaf(excluded ? Condition::Kind::not_in : Condition::Kind::in, field, std::move(values));
}

/// A single-field condition, negated where asked, in its one form.
template <class When = WhenCalled>
[[nodiscard]] Condition canonical_leaf(const Late<Condition, When>& leaf, bool negated) {
    const auto flipped = [&](Condition::Kind plain, Condition::Kind other) { return (leaf.kind() == plain) != negated ? plain : other; };
    switch (leaf.kind()) {
    case Condition::Kind::compare:
        return Condition::compare(leaf.field(), negated ? negation(leaf.comparison()) : leaf.comparison(), leaf.values().front());
    case Condition::Kind::in:
    case Condition::Kind::not_in: {
        std::vector<Late<Word, When>> values = leaf.values();
        sort_words(values);
        return list_of(leaf.field(), std::move(values), flipped(Condition::Kind::in, Condition::Kind::not_in) == Condition::Kind::not_in);
        }
        case Condition::Kind::within:
        case Condition::Kind::not_within:
            return Condition::leaf(flipped(Condition::Kind::within, Condition::Kind::not_within), leaf.field(), leaf.values());
        default: return Condition::leaf(flipped(Condition::Kind::unknown, Condition::Kind::known), leaf.field());
    }
}

/// Joins what two parts say of one field's values, where that can be said in one: of an and, lists of the allowed
/// intersect and those of the forbidden unite; of an or, the other way round.
template <class When = WhenCalled>
[[nodiscard]] bool absorb(Late<Condition, When>& into, const Condition& other, bool conjunction) {
    if (!(into.field() == other.field())) return false;
    for (const bool excluded : {false, true}) {
        const std::vector<Word>* const a = listed(into, excluded);
        const std::vector<Word>* const b = listed(other, excluded);
        if (a == nullptr || b == nullptr) continue;
        std::vector<Late<Word, When>> values;
        if (excluded == conjunction) {
            values = *a;
            values.insert(values.end(), b->begin(), b->end());
        } else {
            for (const Word& value : *a) {
                if (std::find(b->begin(), b->end(), value) != b->end()) values.push_back(value);
            }
        }
        sort_words(values);
        if (values.empty()) return false;   // a contradiction, or two spellings of one value: say it as it was said
        into = list_of(into.field(), std::move(values), excluded);
        return true;
    }
    return false;
}

template <class When = WhenCalled>
[[nodiscard]] Condition canonical(const Late<Condition, When>& condition, bool negated) {
    if (condition.is_always()) return condition;   // alone only: no and, or, not holds it
    if (condition.kind() == Condition::Kind::none_of) return canonical(condition.parts().front(), !negated);
    if (condition.kind() != Condition::Kind::all_of && condition.kind() != Condition::Kind::any_of) return canonical_leaf(condition, negated);
    const Condition::Kind kind = (condition.kind() == Condition::Kind::all_of) != negated ? Condition::Kind::all_of : Condition::Kind::any_of;
    std::vector<Late<Condition, When>> parts;
    for (const Condition& part : condition.parts()) {
        Condition made = canonical(part, negated);
        if (made.kind() == kind) parts.insert(parts.end(), made.parts().begin(), made.parts().end());
        else parts.push_back(std::move(made));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = i + 1; j < parts.size();) {
            if (absorb(parts[i], parts[j], kind == Condition::Kind::all_of)) {
                parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(j));
                j = i + 1;   // what is listed now may go with a part that was passed
            } else {
                ++j;
            }
        }
    }
    std::sort(parts.begin(), parts.end(), [](const Condition& a, const Condition& b) { return print(a) < print(b); });
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    return kind == Condition::Kind::all_of ? Condition::all_of(std::move(parts)) : Condition::any_of(std::move(parts));
}

}   // namespace detail

template <class When>
Condition Condition::canonical() const { return detail::canonical<When>(*this, false); }

}   // namespace arrears
