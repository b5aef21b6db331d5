// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/io/output_files.hpp>
#include <arrears/io/table_source.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace arrears {

struct WorkbookSinkOptions {
    Overwrite overwrite = Overwrite::refuse;
    Access access = Access::shared;                                    ///< owner, where a table is about people
    Language headings = Language::en;                                  ///< whether columns are headed by their names or by the Chinese ones
    std::function<std::string(std::string_view table)> sheet_name{};   ///< of each table; as the table where there is none
};

/// Writes tables as the sheets of a workbook: the header stays in view and can be filtered, columns are as wide as what stands in
/// them. Amounts, whole numbers of up to 15 digits and dates since 1900-03-01 are written as such, with formats `0.00`, `0` and
/// `yyyy-mm-dd`; everything else is text, also what looks like a formula or a number. The same tables give the same bytes.
///
/// Memory does not grow with the rows. commit() gives the file its name when it is whole and flushed to the disk.
class WorkbookSink final : public TableSink {
public:
    /// \throws Error (unwritable), also where the file is there already and may not be replaced
    explicit WorkbookSink(const std::string& path, WorkbookSinkOptions options = {});
    WorkbookSink(const WorkbookSink&) = delete;
    WorkbookSink& operator=(const WorkbookSink&) = delete;
    ~WorkbookSink() override;

    [[nodiscard]] std::string name() const override;
    /// \throws Error (bad_argument) for a table about people where others than the owner may read the file; (unwritable) where a
    /// sheet cannot have such a name, or has it already
    void begin_table(std::string_view table, std::span<const SinkColumn> columns, bool about_people) override;
    /// \throws Error (unwritable) where a text is longer than a cell can hold or no UTF-8, and where the sheet is full
    void add_row(std::span<const std::string> cells) override;
    void end_table() override;
    void commit() override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}   // namespace arrears
