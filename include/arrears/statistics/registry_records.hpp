// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/statistics/engine.hpp>
#include <arrears/statistics/registry_tables.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

namespace detail {

/// The field of a registry's sources that holds ids of a kind; empty where none does.
template <class Id>
[[nodiscard]] constexpr std::string_view id_field() noexcept {
    if constexpr (std::same_as<Id, EnterpriseId>) return "enterprise";
    else if constexpr (std::same_as<Id, WorkerId>) return "person";
    else if constexpr (std::same_as<Id, HouseholdId>) return "household";
    else if constexpr (std::same_as<Id, SystemId>) return "system";
    else if constexpr (std::same_as<Id, ArrearsId>) return "arrears";
    else if constexpr (std::same_as<Id, PaymentId>) return "payment";
    else if constexpr (std::same_as<Id, AdvanceId>) return "advance";
    else if constexpr (std::same_as<Id, PlanId>) return "plan";
    else return {};
}

}   // namespace detail

/// The ids of a kind that the records behind a figure bear, one a record, in the registry's order:
///
///     ids_behind<ArrearsId>(tables, table.records_definition(row, column))   // of `from arrears`
///
/// Of other records than the id's own there may be the same several times: the enterprises of rows of arrears. Records of which it is
/// unknown are left out. \throws Error (mismatch) where the definition's source has no such ids; as try_bind() tells
template <class Id, class When = detail::WhenCalled>
[[nodiscard]] std::vector<Id> ids_behind(const RegistryTables& tables, const Definition& cell) {
    constexpr std::string_view name = detail::id_field<Id>();
    static_assert(!name.empty(), "records of a registry bear no ids of this type");
    const RegistrySource& source = tables.source(cell.source());
    const auto field = source.schema()->find(name);
    if (!field) {
        const std::string wanted{name};
        throw Error{Fault{ErrorKind::mismatch,
                          {},
                          {"records of " + source.name() + " have no " + wanted, source.name() + " 的记录没有 " + wanted},
                          {},
                          {},
                          {}}};
    }
    const auto plan = try_bind<When>(cell.of_records(), source.schema()).value();
    const auto& entries = source.schema()->fields[*field].vocabulary->entries();
    RegistrySource::Reader reader{source};
    detail::Late<Dictionary, When> unused{source.schema()->fields[*field]};
    std::array<std::uint32_t, detail::Block<When>::rows_max> codes{};
    std::vector<Id> out;
    std::size_t read = static_cast<std::size_t>(-1);
    each_selected(plan, reader, [&](std::size_t position, std::size_t in_block) {
        if (const std::size_t first = position - in_block; first != read) {
            reader.codes(*field, unused, codes.data());
            read = first;
        }
        if (codes[in_block] != unknown_code) out.push_back(Id{entries[codes[in_block] - 1].key});
        return true;
    });
    return out;
}

}   // namespace arrears
