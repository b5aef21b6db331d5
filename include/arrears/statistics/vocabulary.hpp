// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ageing_bands.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/core/language.hpp>
#include <arrears/core/when_called.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// One value that a field can have: the key that stands in definitions, states and files, and the words for people.
struct VocabularyEntry {
    std::string key{};
    Text label{};
    std::vector<std::string> aliases{};
    std::optional<std::uint32_t> parent{};   ///< the position of the entry that this one stands under

    friend bool operator==(const VocabularyEntry&, const VocabularyEntry&) = default;
};

/// The values of a field, in the order in which tables show them. Closed: there are no others, and tables show all of
/// them (an enumeration, a grouping). Open: those known beforehand, such as the ids of a registry.
class Vocabulary {
public:
    Vocabulary() = default;   ///< open and empty
    template <class When = detail::WhenCalled>
    Vocabulary(std::vector<detail::Late<VocabularyEntry, When>> entries, bool closed) : entries_{std::move(entries)}, closed_{closed} {
        auto& by_key = detail::late<When>(by_key_);
        by_key.resize(entries_.size());
        for (std::size_t i = 0; i < by_key.size(); ++i) by_key[i] = static_cast<std::uint32_t>(i);
        std::sort(by_key.begin(), by_key.end(), [this](std::uint32_t a, std::uint32_t b) { return entries_[a].key < entries_[b].key; });
    }
    template <Enumeration E>
    [[nodiscard]] static Vocabulary of() {
        std::vector<detail::Late<VocabularyEntry, E>> entries;
        for (std::size_t i = 0; i < enum_count<E>; ++i) {
            const E value = enum_at<E>(i);
            entries.push_back(
                {std::string{identifier(value)}, {std::string{label(value, Language::en)}, std::string{label(value, Language::zh)}}, {}, {}});
            for (const char* const alias : words(value).aliases) {
                if (alias != nullptr) entries.back().aliases.emplace_back(alias);
            }
        }
        return {std::move(entries), true};
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] static Vocabulary of(const Grouping& grouping) {
        std::vector<detail::Late<VocabularyEntry, When>> entries;
        for (const Group& group : grouping.groups()) entries.push_back({group.id, group.label, {}, {}});
        return {std::move(entries), true};
    }
    /// Not due, then the bands from the youngest on: of a debt that is not past due the first, of band b the entry b + 1.
    template <class When = detail::WhenCalled>
    [[nodiscard]] static Vocabulary of(const AgeingBands& bands) {
        std::vector<detail::Late<VocabularyEntry, When>> entries{{bands.key(std::nullopt), {"not past due", "未逾期"}, {}, {}}};
        for (std::size_t band = 0; band < bands.count(); ++band) {
            entries.push_back({bands.key(band), {bands.label(band, Language::en), bands.label(band, Language::zh)}, {}, {}});
        }
        return {std::move(entries), true};
    }
    template <class = detail::WhenCalled>
    [[nodiscard]] static Vocabulary yes_no() {
        return {{{"yes", {"yes", "是"}, {"true", "1"}, {}}, {"no", {"no", "否"}, {"false", "0"}, {}}}, true};
    }

    [[nodiscard]] const std::vector<VocabularyEntry>& entries() const noexcept { return entries_; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] bool is_closed() const noexcept { return closed_; }
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const noexcept {
        const auto at =
            std::lower_bound(by_key_.begin(), by_key_.end(), key, [this](std::uint32_t i, auto wanted) { return entries_[i].key < wanted; });
        if (at == by_key_.end() || entries_[*at].key != key) return std::nullopt;
        return *at;
    }
    /// The entry that a text names by key, else by label or alias (ASCII letters in any case).
    template <class = detail::WhenCalled>
    [[nodiscard]] std::optional<std::uint32_t> match(std::string_view text) const noexcept {
        if (const auto exact = find(text)) return exact;
        if (text.empty()) return std::nullopt;
        for (std::uint32_t i = 0; i < entries_.size(); ++i) {
            const VocabularyEntry& entry = entries_[i];
            if (detail::same_word(text, entry.key) || detail::same_word(text, entry.label.zh) || detail::same_word(text, entry.label.en)) return i;
            for (const std::string& alias : entry.aliases) {
                if (detail::same_word(text, alias)) return i;
            }
        }
        return std::nullopt;
    }
    /// Whether any entry stands under another: what `within` needs.
    template <class = detail::WhenCalled>
    [[nodiscard]] bool is_hierarchy() const noexcept {
        return std::any_of(entries_.begin(), entries_.end(), [](const VocabularyEntry& entry) { return entry.parent.has_value(); });
    }
    /// Whether the entry is the other or stands under it, however deep; false in a circle that does not hold it.
    [[nodiscard]] bool is_within(std::uint32_t entry, std::uint32_t ancestor) const noexcept {
        for (std::size_t steps = 0; steps <= entries_.size(); ++steps) {
            if (entry == ancestor) return true;
            if (!entries_[entry].parent) return false;
            entry = *entries_[entry].parent;
        }
        return false;
    }
    template <class When = detail::WhenCalled>
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<detail::Late<std::string, When>> out;
        for (const VocabularyEntry& entry : entries_) out.push_back(entry.key);
        return out;
    }

    template <class When = detail::WhenCalled>
    friend bool operator==(const Vocabulary& a, const Vocabulary& b) {
        return a.closed_ == b.closed_ && detail::late<When>(a.entries_) == b.entries_;
    }

private:
    std::vector<VocabularyEntry> entries_{};
    std::vector<std::uint32_t> by_key_{};
    bool closed_ = false;
};

namespace detail {

/// Where a debt stands in Vocabulary::of(bands).
[[nodiscard]] inline std::size_t ageing_entry(const AgeingBands& bands, Date due, Date as_of) {
    const auto band = bands.band(due, as_of);
    return band ? *band + 1 : 0;
}

}   // namespace detail

}   // namespace arrears
