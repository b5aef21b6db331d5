// SPDX-License-Identifier: BSL-1.0
#include <arrears/mpi/group.hpp>

#include <arrears/io/csv_parts.hpp>
#include <arrears/io/state_file.hpp>

#include <algorithm>
#include <limits>
#include <string_view>

#define OMPI_SKIP_MPICXX   // the C++ classes that MPI dropped
#define MPICH_SKIP_MPICXX
#include <mpi.h>

namespace arrears::mpi {

namespace {

[[nodiscard]] MPI_Comm comm_of(int communicator) { return MPI_Comm_f2c(communicator); }

/// Messages are counted in int: longer ones go in pieces.
constexpr std::size_t piece = std::size_t{1} << 30U;
constexpr int tag = 0;

/// A text with its length before it, so that several follow each other.
void put(std::string& out, std::string_view text) {
    out += std::to_string(text.size()) + ' ';
    out += text;
}
[[nodiscard]] std::string take(std::string_view& from) {
    std::size_t size = 0;
    while (from.front() != ' ') {
        size = size * 10 + static_cast<std::size_t>(from.front() - '0');
        from.remove_prefix(1);
    }
    std::string out{from.substr(1, size)};
    from.remove_prefix(1 + size);
    return out;
}
[[nodiscard]] std::uint64_t take_number(std::string_view& from) {
    std::uint64_t out = 0;
    for (const char c : take(from)) out = out * 10 + static_cast<std::uint64_t>(c - '0');
    return out;
}
[[nodiscard]] std::string written(const Fault& fault) {
    std::string out;
    const auto number = [&out](std::uint64_t value) { put(out, std::to_string(value)); };
    number(static_cast<std::uint64_t>(fault.kind));
    put(out, fault.place.source);
    number(fault.place.line);
    number(fault.place.column);
    put(out, fault.place.field);
    put(out, fault.value);
    for (const Text* const text : {&fault.problem, &fault.expected, &fault.remedy}) put(out, text->en), put(out, text->zh);
    return out;
}
[[nodiscard]] Fault read_fault(std::string_view from) {
    Fault out;
    out.kind = static_cast<ErrorKind>(take_number(from));
    out.place.source = take(from);
    out.place.line = take_number(from);
    out.place.column = take_number(from);
    out.place.field = take(from);
    out.value = take(from);
    for (Text* const text : {&out.problem, &out.expected, &out.remedy}) text->en = take(from), text->zh = take(from);
    return out;
}

}   // namespace

Session::Session(int& argc, char**& argv) { MPI_Init(&argc, &argv); }
Session::~Session() { MPI_Finalize(); }

Group Group::world() {
    int begun = 0, over = 0;
    MPI_Initialized(&begun);
    MPI_Finalized(&over);
    if (begun == 0 || over != 0) {
        throw bad_argument("Group", {"MPI has not begun, or is over", "MPI 尚未启动或已经结束"},
                           {"expected a Session that lives", "应先建立 Session"});
    }
    return Group{static_cast<int>(MPI_Comm_c2f(MPI_COMM_WORLD))};
}

Group::Group(int communicator) : communicator_{communicator} {
    MPI_Comm_rank(comm_of(communicator_), &rank_);
    MPI_Comm_size(comm_of(communicator_), &size_);
}

void Group::send(const std::string& text, int to) const {
    const std::uint64_t size = text.size();
    MPI_Send(&size, 1, MPI_UINT64_T, to, tag, comm_of(communicator_));
    for (std::size_t at = 0; at < text.size(); at += piece)
        MPI_Send(text.data() + at, static_cast<int>(std::min(piece, text.size() - at)), MPI_CHAR, to, tag, comm_of(communicator_));
}

std::string Group::receive(int from) const {
    std::uint64_t size = 0;
    MPI_Recv(&size, 1, MPI_UINT64_T, from, tag, comm_of(communicator_), MPI_STATUS_IGNORE);
    std::string out(static_cast<std::size_t>(size), '\0');
    for (std::size_t at = 0; at < out.size(); at += piece)
        MPI_Recv(out.data() + at, static_cast<int>(std::min(piece, out.size() - at)), MPI_CHAR, from, tag, comm_of(communicator_), MPI_STATUS_IGNORE);
    return out;
}

std::vector<std::string> Group::all_gather(const std::string& own) const {
    std::vector<std::string> out(static_cast<std::size_t>(size_));
    for (int rank = 0; rank < size_; ++rank) {
        std::string& text = out[static_cast<std::size_t>(rank)];
        if (rank == rank_) text = own;
        std::uint64_t size = text.size();
        MPI_Bcast(&size, 1, MPI_UINT64_T, rank, comm_of(communicator_));
        text.resize(static_cast<std::size_t>(size));
        for (std::size_t at = 0; at < text.size(); at += piece)
            MPI_Bcast(text.data() + at, static_cast<int>(std::min(piece, text.size() - at)), MPI_CHAR, rank, comm_of(communicator_));
    }
    return out;
}

void Group::throw_first(std::optional<Fault> own) const {
    int first = own ? rank_ : std::numeric_limits<int>::max();
    MPI_Allreduce(MPI_IN_PLACE, &first, 1, MPI_INT, MPI_MIN, comm_of(communicator_));
    if (first == std::numeric_limits<int>::max()) return;
    std::string text = first == rank_ ? written(*own) : std::string{};
    int size = static_cast<int>(text.size());
    MPI_Bcast(&size, 1, MPI_INT, first, comm_of(communicator_));
    text.resize(static_cast<std::size_t>(size));
    MPI_Bcast(text.data(), size, MPI_CHAR, first, comm_of(communicator_));
    throw Error{read_fault(text)};
}

std::optional<State> Group::reduce(const State& own) const {
    State sum = own;
    std::optional<Fault> fault;
    for (int step = 1; step < size_; step *= 2) {
        if (rank_ % (2 * step) != 0) {   // hands on what it has, or why it has nothing
            send(fault ? "F" + written(*fault) : "S" + write_state(sum, StateFormat::cbor), rank_ - step);
            break;
        }
        if (rank_ + step >= size_) continue;
        const std::string got = receive(rank_ + step);
        if (fault) continue;
        try {
            if (got.front() == 'F') fault = read_fault(std::string_view{got}.substr(1));
            else sum.merge(read_state(bytes_of_text(got.substr(1)), "rank " + std::to_string(rank_ + step), got.size()).value());
        } catch (const Error& error) {
            fault = error.fault();
        }
    }
    throw_first(std::move(fault));
    if (rank_ != 0) return std::nullopt;
    return sum;
}

CsvShare add_csv(const Group& group, State& state, std::span<const std::string> files, const CsvTallyOptions& options, Language language) {
    CsvShare out;
    Diagnostics problems;
    for (const std::string& file : files) {
        CsvStart start;
        std::vector<CsvScan> scans;
        std::string own;
        const auto ranks = static_cast<std::uint64_t>(group.size()), rank = static_cast<std::uint64_t>(group.rank());
        group.together([&] {
            start = read_csv_start(file, options.form);
            // Whole and rest apart, so that no product is beyond 64 bits.
            const auto cut = [&](std::uint64_t at) { return start.bytes / ranks * at + start.bytes % ranks * at / ranks; };
            if (start.can_be_cut) own = scan_csv(file, start, cut(rank), cut(rank + 1)).text();
        });
        if (start.can_be_cut) {
            for (const std::string& scan : group.all_gather(own)) scans.push_back(CsvScan::parse(scan));
        }
        group.together([&] {
            std::optional<CsvRowsRead> read = CsvRowsRead{};
            Diagnostics told;
            bool has_header = rank == 0;
            if (start.can_be_cut) {
                const CsvPart part = csv_parts(scans)[static_cast<std::size_t>(rank)];
                if (part.from != part.to || (start.bytes == 0 && rank == 0)) read = add_csv_part(state, file, start, part, options, told);
                has_header = start.bytes == 0 || (part.from <= start.header_from && start.header_from < part.to);
            } else if (rank == 0) {
                read = arrears::add_csv(state, bytes_of_file(file), file, options, told);
            }
            if (read || has_header) problems.add(std::move(told));   // what is wrong with a header, each rank has found: one tells it
            if (!read) {
                out.is_complete = false;
                return;
            }
            out.read.taken += read->taken;
            out.read.refused += read->refused;
        });
    }
    std::string told;
    put(told, std::to_string(out.read.taken));
    put(told, std::to_string(out.read.refused));
    put(told, out.is_complete ? "1" : "0");
    put(told, problems.text(language));
    out = {};
    for (const std::string& text : group.all_gather(told)) {
        std::string_view from = text;
        out.read.taken += take_number(from);
        out.read.refused += take_number(from);
        const bool complete = take_number(from) == 1;
        out.is_complete = out.is_complete && complete;
        if (group.rank() == 0) out.problems += take(from);
    }
    return out;
}

}   // namespace arrears::mpi
