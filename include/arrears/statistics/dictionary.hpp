// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/interner.hpp>
#include <arrears/statistics/text_interner.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// The codes of one column in one tally: a vocabulary's, or those of the whole numbers below some bound as they are, and behind them
/// those of keys met on the way. Codes differ from tally to tally; keys do not.
class Dictionary {
public:
    Dictionary() = default;
    template <class = detail::WhenCalled>
    explicit Dictionary(const FieldInfo& field) : kind_{field.kind}, base_{field.vocabulary} {}

    /// One more than the greatest code.
    [[nodiscard]] std::size_t codes() const noexcept { return base_size() + extra_.size() + numbers_.size() + 1; }
    [[nodiscard]] std::size_t base_size() const noexcept { return base_ == nullptr ? direct_ : base_->size(); }
    /// Whether no code beyond the vocabulary's can come.
    [[nodiscard]] bool is_closed() const noexcept { return base_ != nullptr && base_->is_closed(); }

    /// What stands for a known code in files and definitions.
    template <class = detail::WhenCalled>
    [[nodiscard]] std::string key(std::uint32_t code) const {
        return kind_ == FieldKind::code ? std::string{text(code)} : number_key(kind_, number(code));
    }
    /// And for people, where the vocabulary has words for it.
    template <class = detail::WhenCalled>
    [[nodiscard]] Text label(std::uint32_t code) const {
        const VocabularyEntry* const known = kind_ == FieldKind::code ? entry(code) : nullptr;
        return known == nullptr ? Text{} : known->label;
    }
    /// The key of a column of codes. Precondition: code is known and less than codes().
    [[nodiscard]] std::string_view text(std::uint32_t code) const noexcept {
        if (code <= base_size()) return base_->entries()[code - 1].key;
        return extra_.text(static_cast<std::uint32_t>(code - 1 - base_size()));
    }
    /// The number behind a code of a column of numbers.
    [[nodiscard]] std::int64_t number(std::uint32_t code) const noexcept {
        return code <= direct_ ? std::int64_t{code} - 1 : numbers_[code - 1 - direct_];
    }

    /// The code of a text; an empty one is unknown. \throws Error (unknown_name) where the vocabulary is closed and lacks it
    template <class = detail::WhenCalled>
    [[nodiscard]] std::uint32_t code_of(std::string_view key) {
        if (key.empty()) return unknown_code;
        if (base_ != nullptr) {
            if (const auto known = find(key)) return *known;
            if (is_closed()) throw none_called(key);
        }
        return code_of_extra(extra_(key));
    }
    /// The codes of a block of texts, of which `text_of(i)` gives each. \throws as code_of()
    template <class When = detail::WhenCalled, class TextOf>
    void codes_of(std::size_t count, TextOf text_of, std::uint32_t* codes) {
        if (base_ != nullptr) {
            for (std::size_t i = 0; i < count; ++i) codes[i] = code_of(text_of(i));
            return;
        }
        detail::late<When>(extra_).each(count, text_of, [&](std::size_t i, std::uint32_t at) {
            codes[i] = at == detail::TextInterner::none ? unknown_code : code_of_extra(at);
        });
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] std::uint32_t code_of(std::int64_t number) {
        const auto place = static_cast<std::uint64_t>(number);
        if (place < direct_) return static_cast<std::uint32_t>(place) + 1;
        if (place < small_.size() && small_[place] != unknown_code) return small_[place];
        return number == unknown_number ? unknown_code : code_of_new(number);
    }
    /// The codes of a block of numbers.
    template <class = detail::WhenCalled>
    void codes_of(const std::int64_t* numbers, std::size_t count, std::uint32_t* codes) {
        const std::uint32_t* const small = small_.data();
        const std::uint64_t size = small_.size(), direct = direct_;
        std::uint32_t beyond = 0;   // those met before are found without a branch a number
        if (direct != 0) {
            std::uint64_t bits = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const auto place = static_cast<std::uint64_t>(numbers[i]);
                bits |= place;
                codes[i] = static_cast<std::uint32_t>(place) + 1;
                beyond |= static_cast<std::int32_t>(codes[i]) > static_cast<std::int32_t>(direct) ? 1 : 0;
            }
            beyond |= bits > direct_most + direct_most / 8 ? 1 : 0;   // or its low bits could pass for one
        } else if (size != 0) {
            for (std::size_t i = 0; i < count; ++i) {
                const auto place = static_cast<std::uint64_t>(numbers[i]);
                const std::uint32_t met = small[place < size ? place : 0];
                codes[i] = place < size ? met : unknown_code;
                beyond |= codes[i] == unknown_code ? 1 : 0;
            }
        }
        if (beyond == 0 && (direct | size) != 0) return;
        for (std::size_t i = 0; i < count; ++i) codes[i] = code_of(numbers[i]);
    }
    /// Whether there are numbers whose codes have to be looked up.
    [[nodiscard]] bool looks_up() const noexcept { return !numbers_.empty(); }
    /// Gives the whole numbers below some bound codes by what they are, where a fair part of them has been met: nothing need be looked
    /// up for them then. Cost: O(codes()), so to be asked seldom.
    /// \param most how many codes there may be at most
    /// \returns what each code has become; nothing where none changes
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<std::uint32_t> number_directly(std::size_t most) {
        std::vector<detail::Late<std::uint32_t, When>> moved;
        struct Met {
            std::uint64_t count = 0, end = 0;   // one more than the greatest
        };
        const auto with_more = [](std::uint64_t end) { return end + end / 8; };   // a few more are likely to come
        std::array<Met, std::bit_width(direct_most) + 1> by_width{};
        for (const std::int64_t number : numbers_) {
            const auto place = static_cast<std::uint64_t>(number);
            if (place > direct_most) continue;
            Met& met = by_width[static_cast<std::size_t>(std::bit_width(place))];
            ++met.count, met.end = std::max(met.end, place + 1);
        }
        Met below{met_, 0}, best;
        for (const Met& met : by_width) {
            below.count += met.count;
            if (met.count != 0 && met.end <= sparse * below.count && with_more(met.end) + numbers_.size() < most) best = {below.count, met.end};
        }
        if (4 * (best.count - std::min(best.count, met_)) < met_ + numbers_.size()) return moved;   // a quarter at least should gain
        detail::Late<Dictionary, When> made;
        made.kind_ = kind_;
        made.direct_ = static_cast<std::uint32_t>(with_more(best.end));
        made.met_ = best.count;
        moved.reserve(codes());
        moved.push_back(unknown_code);
        for (std::uint32_t code = 1; code < codes(); ++code) moved.push_back(made.code_of(number(code)));
        *this = std::move(made);
        return moved;
    }
    /// This dictionary's code for another's, both of the same field.
    template <class = detail::WhenCalled>
    [[nodiscard]] std::uint32_t adopt(const Dictionary& other, std::uint32_t code) {
        if (code == unknown_code) return unknown_code;
        if (kind_ != FieldKind::code) return code_of(other.number(code));
        if (base_ == other.base_ && code <= base_size()) return code;
        const VocabularyEntry* const named = other.entry(code);
        if (named == nullptr) return code_of(other.text(code));
        if (const auto known = find(named->key)) return *known;
        const std::uint32_t made = code_of(named->key);
        named_.emplace_back(made, VocabularyEntry{named->key, named->label, named->aliases, {}});
        return made;
    }
    /// The same of many codes.
    template <class = detail::WhenCalled>
    void adopt(const Dictionary& other, const std::vector<std::uint32_t>& codes, std::uint32_t* out) {
        if (kind_ == FieldKind::code && other.base_ == nullptr && other.named_.empty()) {
            const auto text_of = [&](std::size_t i) { return codes[i] == unknown_code ? std::string_view{} : other.text(codes[i]); };
            return codes_of(codes.size(), text_of, out);
        }
        for (std::size_t i = 0; i < codes.size(); ++i) out[i] = adopt(other, codes[i]);
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const {
        if (base_ != nullptr) {
            if (const auto at = base_->find(key)) return *at + 1;
        }
        const auto at = extra_.find(key);
        return at ? std::optional{code_of_extra(*at)} : std::nullopt;
    }

private:
    static constexpr std::uint64_t small_most = std::uint64_t{1} << 20U;
    static constexpr std::uint64_t direct_most = (std::uint64_t{1} << 26U) - 1;
    static constexpr std::uint64_t sparse = 8;   // where not one in so many has been met, numbers get codes as they come
    /// Of a number not met yet, or too large for the table.
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::uint32_t code_of_new(std::int64_t number) {
        const auto place = static_cast<std::uint64_t>(number);
        auto& numbers = detail::late<When>(numbers_);
        if (place >= small_most) {
            const std::uint32_t at = large_(place);
            if (at < large_codes_.size()) return large_codes_[at];
            detail::late<When>(large_codes_).push_back(static_cast<std::uint32_t>(codes()));
        }
        if (codes() >= std::numeric_limits<std::uint32_t>::max()) throw overflow("Dictionary", std::to_string(numbers.size()));
        numbers.push_back(number);
        const auto code = static_cast<std::uint32_t>(direct_ + numbers.size());
        if (place < small_most) {
            if (small_.size() <= place) detail::late<When>(small_).resize(static_cast<std::size_t>(2 * place + 1), unknown_code);
            small_[place] = code;
        }
        return code;
    }
    [[nodiscard]] std::uint32_t code_of_extra(std::uint32_t at) const noexcept { return static_cast<std::uint32_t>(base_size() + 1 + at); }
    /// What a vocabulary, its own or another's, has for a code beside the key; null where none has it.
    template <class = detail::WhenCalled>
    [[nodiscard]] const VocabularyEntry* entry(std::uint32_t code) const noexcept {
        if (code <= base_size()) return &base_->entries()[code - 1];
        const auto before = [](const auto& each, std::uint32_t wanted) { return each.first < wanted; };
        const auto at = std::lower_bound(named_.begin(), named_.end(), code, before);
        return at != named_.end() && at->first == code ? &at->second : nullptr;
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] static Error none_called(std::string_view key) {
        return Error{Fault{ErrorKind::unknown_name,
                           {},
                           {"no value of the vocabulary is called " + in_quotes(key), "词表中没有 " + in_quotes(key)},
                           std::string{key},
                           {},
                           {}}};
    }

    FieldKind kind_ = FieldKind::code;
    std::shared_ptr<const Vocabulary> base_{};
    detail::TextInterner extra_{};
    std::vector<std::pair<std::uint32_t, VocabularyEntry>> named_{};   // of those, by code: what another's vocabulary knows of them
    // Of a column of numbers: they are no entries, which would cost many times their size.
    std::uint32_t direct_ = 0;                   // from 0 on so many have the code after theirs
    std::uint64_t met_ = 0;                      // of which so many had been met at least
    std::vector<std::int64_t> numbers_{};        // the others, by code less those and one
    std::vector<std::uint32_t> small_{};         // the codes of those from 0 on: found without a search
    detail::Interner large_{};                   // the others, and below their codes
    std::vector<std::uint32_t> large_codes_{};
};

}   // namespace arrears
