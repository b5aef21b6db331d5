// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/error.hpp>
#include <arrears/core/month.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/rules/ledger_entry.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace arrears {

/// By what money is led to debts. Earlier keys weigh more.
ARREARS_ENUM(AllocationKey,
    (designated,    "指定债务优先",       "the designated debt first"),
    (component,     "按债务构成",         "by component"),
    (oldest_first,  "先到期者优先",       "the oldest due first"),
    (newest_first,  "后到期者优先",       "the newest due first"),
    (category,      "按欠费类别",         "by category"),
    (due_first,     "已到期者优先",       "what is due before what is not"),
    (current_first, "当期优先",           "what falls due in the month of payment or later first"),
    (pro_rata,      "按金额比例",         "in proportion to the amounts"));

namespace detail {

[[nodiscard]] inline Error given_twice(std::string_view what) {
    const std::string name{what};
    return bad_argument("AllocationOrder", {name + " is given twice", name + " 重复"}, {"expected each once", "每项只能出现一次"});
}

/// The place of each value: those named in their order, then the others in the enumeration's.
template <Enumeration E>
[[nodiscard]] constexpr std::array<unsigned char, enum_count<E>> places(std::initializer_list<E> named) {
    constexpr unsigned char none = enum_count<E>;
    std::array<unsigned char, enum_count<E>> out{};
    for (unsigned char& place : out) place = none;
    unsigned char next = 0;
    for (const E one : named) {
        if (out[static_cast<std::size_t>(one)] != none) throw given_twice(identifier(one));
        out[static_cast<std::size_t>(one)] = next++;
    }
    for (unsigned char& place : out) {
        if (place == none) place = next++;
    }
    return out;
}

}   // namespace detail

/// In which order money settles debts: a list of keys. Debts that the keys leave equal come by due day, id and component, so that
/// there is one order; behind pro_rata, which must be the last, they share.
class AllocationOrder {
public:
    static constexpr std::size_t keys_max = enum_count<AllocationKey>;

    /// \param components the order meant by AllocationKey::component; those not named come after, in the order of DebtComponent
    /// \param categories the same for AllocationKey::category
    /// \throws Error (bad_argument) for a key, component or category given twice, a key behind pro_rata, or both orders of age
    constexpr AllocationOrder(std::initializer_list<AllocationKey> keys, std::initializer_list<DebtComponent> components = {},
                              std::initializer_list<ArrearsCategory> categories = {})
        : components_{detail::places(components)}, categories_{detail::places(categories)} {
        for (const AllocationKey key : keys) {
            if (has(key)) throw detail::given_twice(identifier(key));
            if (has(AllocationKey::pro_rata)) {
                throw bad_argument("AllocationOrder", {"a key stands behind pro_rata", "按比例之后不能再有排序"},
                                   {"expected pro_rata as the last", "按比例应为最后一项"});
            }
            keys_[count_++] = key;
        }
        if (has(AllocationKey::oldest_first) && has(AllocationKey::newest_first)) {
            throw bad_argument("AllocationOrder", {"oldest_first and newest_first exclude each other", "先到期优先与后到期优先互相排斥"});
        }
    }

    /// The oldest due first, of each the principal first: the default.
    [[nodiscard]] static constexpr AllocationOrder oldest_first() {
        return {AllocationKey::designated, AllocationKey::oldest_first, AllocationKey::component};
    }
    /// All principal first, the oldest due first.
    [[nodiscard]] static constexpr AllocationOrder principal_first() {
        return {AllocationKey::designated, AllocationKey::component, AllocationKey::oldest_first};
    }
    /// Costs, then interest, then principal, as of money debts (民法典 art. 561); fines last.
    [[nodiscard]] static constexpr AllocationOrder surcharge_first() {
        return {{AllocationKey::designated, AllocationKey::component, AllocationKey::oldest_first},
                {DebtComponent::other, DebtComponent::surcharge, DebtComponent::principal, DebtComponent::fine}};
    }
    /// What falls due in the month of payment or later, then the oldest first.
    [[nodiscard]] static constexpr AllocationOrder current_period_first() {
        return {AllocationKey::designated, AllocationKey::current_first, AllocationKey::oldest_first, AllocationKey::component};
    }
    /// What is due before what is not, the oldest first; equals share (民法典 art. 560, without securities and burdens).
    [[nodiscard]] static constexpr AllocationOrder civil_code() {
        return {AllocationKey::designated, AllocationKey::due_first, AllocationKey::oldest_first, AllocationKey::pro_rata};
    }
    /// Everything shares in proportion, principal and surcharge alike.
    [[nodiscard]] static constexpr AllocationOrder pro_rata() { return {AllocationKey::designated, AllocationKey::pro_rata}; }
    /// The rolling allocation (滚动分配法) of pension payments: older arrears with their interest first, the rest is the current
    /// month's. No designation counts.
    [[nodiscard]] static constexpr AllocationOrder rolling() {
        return {{AllocationKey::oldest_first, AllocationKey::component},
                {DebtComponent::surcharge, DebtComponent::principal, DebtComponent::other, DebtComponent::fine}};
    }

    [[nodiscard]] constexpr std::span<const AllocationKey> keys() const noexcept { return {keys_.data(), count_}; }
    [[nodiscard]] constexpr bool has(AllocationKey key) const noexcept {
        for (const AllocationKey one : keys()) {
            if (one == key) return true;
        }
        return false;
    }
    /// The place of a component among the components, from 0.
    [[nodiscard]] constexpr std::size_t rank(DebtComponent component) const noexcept { return components_[static_cast<std::size_t>(component)]; }
    [[nodiscard]] constexpr std::size_t rank(ArrearsCategory category) const noexcept { return categories_[static_cast<std::size_t>(category)]; }

    friend constexpr bool operator==(const AllocationOrder&, const AllocationOrder&) noexcept = default;

private:
    std::array<AllocationKey, keys_max> keys_{};
    std::size_t count_ = 0;
    std::array<unsigned char, enum_count<DebtComponent>> components_{};
    std::array<unsigned char, enum_count<ArrearsCategory>> categories_{};
};

/// `the oldest due first; by component: principal, surcharge, fine, other`
[[nodiscard]] inline std::string print(const AllocationOrder& order, Language language) {
    const bool zh = language == Language::zh;
    std::string out;
    for (const AllocationKey key : order.keys()) {
        if (!out.empty()) out += zh ? "；" : "; ";
        out += label(key, language);
        if (key != AllocationKey::component && key != AllocationKey::category) continue;
        const auto list = [&]<class E>(E) {
            for (std::size_t rank = 0; rank < enum_count<E>; ++rank) {
                for (std::size_t i = 0; i < enum_count<E>; ++i) {
                    if (order.rank(enum_at<E>(i)) != rank) continue;
                    out += rank == 0 ? (zh ? "：" : ": ") : (zh ? "、" : ", ");
                    out += label(enum_at<E>(i), language);
                }
            }
        };
        if (key == AllocationKey::component) list(DebtComponent{});
        else list(ArrearsCategory{});
    }
    return out;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const AllocationOrder& order) {
    return out << print(order, Language::en);
}

}   // namespace arrears
