// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/allocation_order.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace arrears {

/// The orders of allocation that have a name.
ARREARS_ENUM(UsualOrder,
    (oldest_first,         "先到期优先", "oldest first"),
    (principal_first,      "先本金", "principal first"),
    (surcharge_first,      "先滞纳金", "surcharge first"),
    (current_period_first, "当期优先", "current period first"),
    (civil_code,           "民法典顺序", "by the Civil Code"),
    (pro_rata,             "按比例", "pro rata"),
    (rolling,              "滚动分配", "rolling"));

template <class = detail::WhenCalled>
[[nodiscard]] constexpr AllocationOrder order_of(UsualOrder name) {
    switch (name) {
    case UsualOrder::oldest_first: break;
    case UsualOrder::principal_first: return AllocationOrder::principal_first();
    case UsualOrder::surcharge_first: return AllocationOrder::surcharge_first();
    case UsualOrder::current_period_first: return AllocationOrder::current_period_first();
    case UsualOrder::civil_code: return AllocationOrder::civil_code();
    case UsualOrder::pro_rata: return AllocationOrder::pro_rata();
    case UsualOrder::rolling: return AllocationOrder::rolling();
    }
    return AllocationOrder::oldest_first();
}

/// The name of an order; nothing where it has none.
template <class = detail::WhenCalled>
[[nodiscard]] constexpr std::optional<UsualOrder> name_of(const AllocationOrder& order) {
    for (std::size_t i = 0; i < enum_count<UsualOrder>; ++i) {
        if (order_of(enum_at<UsualOrder>(i)) == order) return enum_at<UsualOrder>(i);
    }
    return std::nullopt;
}

/// All of them, in the order of their names.
template <class = detail::WhenCalled>
[[nodiscard]] std::vector<AllocationOrder> usual_orders() {
    std::vector<AllocationOrder> out;
    for (std::size_t i = 0; i < enum_count<UsualOrder>; ++i) out.push_back(order_of(enum_at<UsualOrder>(i)));
    return out;
}

}   // namespace arrears
