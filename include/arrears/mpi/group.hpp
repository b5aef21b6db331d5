// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/statistics/state.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

// Many machines: each rank tallies its share, and the states are merged, as on one machine. MPI's own header is not included here.

namespace arrears::mpi {

/// MPI from its beginning to its end. Made once, at the start of main().
class Session {
public:
    Session(int& argc, char**& argv);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();
};

/// The ranks that work together. Each function must be called by all of them, in the same order.
class Group {
public:
    /// All ranks. \throws Error (bad_argument) where MPI has not begun, or is over
    [[nodiscard]] static Group world();
    /// The ranks of a communicator, as MPI_Comm_c2f() numbers it. It must outlive the group.
    explicit Group(int communicator);

    [[nodiscard]] int rank() const noexcept { return rank_; }
    [[nodiscard]] int size() const noexcept { return size_; }

    /// The texts of all ranks, in their order, at each of them. Of any length.
    [[nodiscard]] std::vector<std::string> all_gather(const std::string& own) const;

    /// Runs some work, which must call nothing of the group. Where it throws at any rank, all of them throw that of the lowest: none waits
    /// for one that has given up. What is no Error becomes one of kind bad_argument with its words.
    template <class Work>
    void together(Work work) const {
        std::optional<Fault> fault;
        try {
            work();
        } catch (const Error& error) {
            fault = error.fault();
        } catch (const std::exception& error) {
            fault = Fault{ErrorKind::bad_argument, {}, {error.what(), error.what()}, {}, {}, {}};
        }
        throw_first(std::move(fault));
    }

    /// The states of all ranks as one, at rank 0; nothing at the others. States pass along a tree: log2(ranks) steps, in each of which a rank
    /// hands on at most one state. \throws Error as State::merge() does, at every rank
    [[nodiscard]] std::optional<State> reduce(const State& own) const;

private:
    /// \throws Error of the lowest rank that has a fault, at all of them
    void throw_first(std::optional<Fault> own) const;
    void send(const std::string& text, int to) const;
    [[nodiscard]] std::string receive(int from) const;

    int communicator_ = 0;
    int rank_ = 0;
    int size_ = 1;
};

/// What a group has read of its files.
struct CsvShare {
    CsvRowsRead read{};        ///< of all ranks
    std::string problems{};    ///< what was told of their rows, in the order of ranks; at rank 0 alone
    bool is_complete = true;   ///< false: a file is empty or lacks a column, which is told; nothing of it was read
};

/// Adds this rank's share of files to its state: of each file the rows that begin in one of as many equal stretches of bytes as there are
/// ranks. Every rank reads its stretch twice: once for where rows begin, which no cut within quotes can mislead. A file in UTF-16 is read by
/// rank 0. The files must be there for all ranks alike.
/// \throws Error (unreadable) at every rank, where one cannot read a file; else as add_csv_part()
[[nodiscard]] CsvShare add_csv(const Group& group, State& state, std::span<const std::string> files, const CsvTallyOptions& options,
                               Language language);

}   // namespace arrears::mpi
