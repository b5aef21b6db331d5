// SPDX-License-Identifier: BSL-1.0
// For tests/workbook/with_openpyxl.py.
//
//     workbook_cells read FILE                  every sheet and cell, a line each, the text as JSON
//     workbook_cells write FOLDER FILE en|zh    a registry's folder as a workbook
#include <arrears/core/json.hpp>
#include <arrears/workbook/registry_workbook.hpp>

#include <cstdio>
#include <string>
#include <string_view>

using namespace arrears;

namespace {

constexpr const char* kinds[] = {"blank", "text", "number", "boolean", "date", "time", "error"};

void read(const std::string& path) {
    const Workbook workbook{path};
    std::string out;
    for (std::size_t i = 0; i < workbook.sheets().size(); ++i) {
        const SheetInfo& sheet = workbook.sheets()[i];
        out += std::string{sheet.hidden ? "hidden" : "sheet"} + '\t' + sheet.name + '\n';
        SheetReader rows = workbook.rows(i);
        while (const WorkbookRow* const row = rows.next()) {
            for (const WorkbookCell& cell : row->cells) {
                out += print(cell.at) + '\t' + kinds[static_cast<std::size_t>(cell.kind)] + '\t' + json_string(cell.text) + '\n';
            }
        }
    }
    std::fputs(out.c_str(), stdout);
}

}   // namespace

int main(int count, char** arguments) {
    try {
        const std::string_view command = count > 2 ? arguments[1] : "";
        if (command == "read") {
            read(arguments[2]);
            return 0;
        }
        if (command != "write" || count != 5) return 2;
        Diagnostics diagnostics;
        const auto registry = read_registry(arguments[2], diagnostics);
        diagnostics.throw_if_any();
        write_registry_workbook(*registry, arguments[3], Personal::written, Overwrite::refuse,
                                std::string_view{arguments[4]} == "zh" ? Language::zh : Language::en);
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
