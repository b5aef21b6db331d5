// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/grouping.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/model/records.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

// What stands behind a Registry and its views. Nothing here is for callers: a columnar store may take its place.

namespace arrears::detail {

using Position = std::uint32_t;
inline constexpr Position nowhere = std::numeric_limits<Position>::max();

/// Positions of records by id, in open addressing: 8 to 16 bytes a record, ids stay in the records.
class IdTable {
public:
    /// Enters every record; tells of each whose id is there already by `duplicate(position, first_position)`.
    template <class Record, class Report>
    void fill(const std::vector<Record>& records, Report duplicate) {
        std::size_t capacity = 4;
        while (capacity < records.size() * 2) capacity *= 2;
        late<Record>(slots_).assign(capacity, nowhere);
        for (Position position = 0; position < records.size(); ++position) {
            Position& slot = slots_[slot_of(records, records[position].id)];
            if (slot == nowhere) slot = position;
            else duplicate(position, slot);
        }
    }
    /// The first record with the id, or nowhere.
    template <class Record>
    [[nodiscard]] Position find(const std::vector<Record>& records, const decltype(Record::id)& id) const {
        return slots_.empty() ? nowhere : slots_[slot_of(records, id)];
    }

private:
    template <class Record>
    [[nodiscard]] std::size_t slot_of(const std::vector<Record>& records, const decltype(Record::id)& id) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t slot = id.hash() & mask;
        while (slots_[slot] != nowhere && !(records[slots_[slot]].id == id)) slot = (slot + 1) & mask;
        return slot;
    }
    std::vector<Position> slots_;
};

/// For each owner the positions of what it owns, in order, all in one block.
class Lists {
public:
    Lists() = default;
    /// \param owner_of the owner of each position, or nowhere
    template <class When = WhenCalled>
    Lists(std::size_t owners, const std::vector<Late<Position, When>>& owner_of) {
        std::vector<Late<Position, When>> begins(owners + 1), positions;
        for (const Position owner : owner_of) {
            if (owner != nowhere) ++begins[owner + std::size_t{1}];
        }
        for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
        positions.resize(begins.back());
        std::vector<Late<Position, When>> next(begins.begin(), begins.end() - 1);
        for (Position position = 0; position < owner_of.size(); ++position) {
            if (owner_of[position] != nowhere) positions[next[owner_of[position]]++] = position;
        }
        begins_ = std::move(begins);
        positions_ = std::move(positions);
    }
    [[nodiscard]] std::span<const Position> of(Position owner) const noexcept {
        return {positions_.data() + begins_[owner], begins_[owner + std::size_t{1}] - begins_[owner]};
    }

private:
    std::vector<Position> begins_;
    std::vector<Position> positions_;
};

/// The records of one kind, found by id.
template <class Record>
struct Shelf {
    std::vector<Record> records;
    IdTable by_id;

    [[nodiscard]] Position find(const decltype(Record::id)& id) const { return by_id.find(records, id); }
    [[nodiscard]] const Record& operator[](Position position) const { return records[position]; }
    [[nodiscard]] std::size_t size() const noexcept { return records.size(); }
    [[nodiscard]] Position count() const noexcept { return static_cast<Position>(records.size()); }
};

struct RegistryStorage {
    Shelf<System> systems;
    Shelf<Enterprise> enterprises;
    Shelf<Worker> workers;
    Shelf<Retiree> retirees;
    Shelf<Household> households;
    Shelf<Arrears> arrears;
    Shelf<Payment> payments;
    Shelf<WorkerAdvance> advances;
    Shelf<ResettlementPlan> plans;
    std::vector<Grouping> groupings;

    template <class Record>
    [[nodiscard]] auto& shelf() noexcept {
        return shelf_of<Record>(*this);
    }
    template <class Record>
    [[nodiscard]] const auto& shelf() const noexcept {
        return shelf_of<Record>(*this);
    }

    /// Whose position stands for each record: the system above a system, and so on; or nowhere.
    struct Joins {
        std::vector<Position> system_parent, enterprise_system, enterprise_parent, worker_enterprise, worker_household, retiree_enterprise,
            arrears_enterprise, payment_arrears, advance_worker, advance_retiree, advance_enterprise, advance_arrears;
    } joins;

    struct Owned {
        Lists systems_of_system, enterprises_of_system, units_of_enterprise, workers_of_enterprise, retirees_of_enterprise, arrears_of_enterprise,
            advances_of_enterprise, workers_of_household, payments_of_arrears, advances_of_arrears;
    } owned;

private:
    template <class Record, class Self>
    [[nodiscard]] static auto& shelf_of(Self& self) noexcept {
        if constexpr (std::is_same_v<Record, System>) return self.systems;
        else if constexpr (std::is_same_v<Record, Enterprise>) return self.enterprises;
        else if constexpr (std::is_same_v<Record, Worker>) return self.workers;
        else if constexpr (std::is_same_v<Record, Retiree>) return self.retirees;
        else if constexpr (std::is_same_v<Record, Household>) return self.households;
        else if constexpr (std::is_same_v<Record, Arrears>) return self.arrears;
        else if constexpr (std::is_same_v<Record, Payment>) return self.payments;
        else if constexpr (std::is_same_v<Record, WorkerAdvance>) return self.advances;
        else return self.plans;
    }
};

}   // namespace arrears::detail
