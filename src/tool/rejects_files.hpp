// SPDX-License-Identifier: BSL-1.0
#pragma once

// `--rejects FILE`: rows that were refused, in files that can be corrected and read again.

#include <arrears/core/language.hpp>
#include <arrears/io/csv_rejects.hpp>
#include <arrears/io/output_files.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace arrears::tool {

/// The rejects of some inputs: of one in a file, of several in a folder, each under the name of its input (of a
/// workbook and of JSON with `.csv` behind it). They are for the owner alone,
/// and of an input without any there is no file; where one is to be replaced, it then has a header alone.
class RejectsFiles {
public:
    /// \throws Error (unwritable), also where a file is there already and may not be replaced; (bad_argument) where two would have one name
    RejectsFiles(const std::string& path, const std::vector<std::string>& inputs, Overwrite overwrite, Language language);

    /// Takes the rows of an input, as CsvTallyOptions::refused.
    [[nodiscard]] std::function<void(const RefusedRow&)> of(std::size_t input);
    /// Lets the files show. \throws Error (unwritable)
    void commit();
    [[nodiscard]] std::uint64_t rows() const noexcept;

private:
    struct One {
        std::filesystem::path path;
        CsvRejects text;
        std::ofstream file{};
    };
    void begin(One& one);
    void write(One& one);

    Overwrite overwrite_;
    OutputFiles files_;
    std::vector<std::unique_ptr<One>> all_{};
};

}   // namespace arrears::tool
