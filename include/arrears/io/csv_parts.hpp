// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/io/csv_input.hpp>
#include <arrears/io/csv_tally.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/statistics/state.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// Whole rows of a file.
struct CsvPart {
    std::uint64_t from = 0, to = 0;   ///< bytes; equal: there are none
    std::uint64_t first_line = 1;     ///< at which the first of them begins

    friend bool operator==(const CsvPart&, const CsvPart&) = default;
};

/// What a stretch of a CSV file does to whoever follows its rows, as CsvReader does: for each state in which the stretch may begin (within
/// quotes, say), in which it ends, how many lines end in it, and where its first row begins. So neighbouring stretches can be read at the
/// same time, and none has to know what came before.
class CsvScan {
public:
    explicit CsvScan(char separator = ',') noexcept;

    /// Goes on by the bytes that follow. Cost: linear.
    void add(std::string_view bytes);
    /// Goes on by bytes that belong to no row, such as a byte order mark.
    void skip(std::uint64_t bytes) noexcept { bytes_ += bytes; }

    /// The scan in ASCII, to be handed to another machine; and back. \throws Error (bad_syntax) where it is none
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static CsvScan parse(std::string_view text);

private:
    friend std::vector<CsvPart> csv_parts(std::span<const CsvScan> scans);

    static constexpr std::uint8_t states = 7;
    /// What becomes of one state. Those that have come to the same go on as one, which leads.
    struct Way {
        std::uint8_t leader = 0;
        std::uint8_t at = 0;                  // of one that leads
        std::uint64_t lines = 0;              // ended while it led
        std::uint64_t before = 0;             // of one that is led: what its lines are more than the leader's, modulo 2^64
        std::optional<std::uint64_t> row{};   // offset at which the first row begins
        std::uint64_t lines_before_row = 0;
    };
    void follow(Way& way, std::string_view bytes) const;

    char separator_;
    std::uint64_t bytes_ = 0;
    std::array<Way, states> ways_{};
};

/// The rows that begin in each of the stretches that make up a file, in their order: each row is in one part, whatever the cuts.
[[nodiscard]] std::vector<CsvPart> csv_parts(std::span<const CsvScan> scans);

/// How a file begins: what a part of it needs to be read by itself.
struct CsvStart {
    std::uint64_t bytes = 0;         ///< of the file
    CsvForm form{};                  ///< of the encoding only where it is told, or a mark tells it
    std::uint64_t header_from = 0;   ///< where its first row that is not blank begins
    std::string header{};            ///< that row with its end, as it stands in the file
    bool can_be_cut = true;          ///< not in UTF-16, where a line end's byte may be half of a character
};
/// \throws Error (unreadable); (limit) where the header does not end within 1 MiB
[[nodiscard]] CsvStart read_csv_start(const std::string& path, const CsvForm& form = {});

/// Scans a stretch of a file. \throws Error (unreadable)
[[nodiscard]] CsvScan scan_csv(const std::string& path, const CsvStart& start, std::uint64_t from, std::uint64_t to);

/// Adds the rows of a part, as add_csv() does those of a file; their lines are those of the file. A return that is to be listed as an input
/// cannot be read in parts: \throws Error (bad_argument) where the options name one; else as add_csv()
[[nodiscard]] std::optional<CsvRowsRead> add_csv_part(State& state, const std::string& path, const CsvStart& start, const CsvPart& part,
                                                      CsvTallyOptions options, Diagnostics& diagnostics);

}   // namespace arrears
