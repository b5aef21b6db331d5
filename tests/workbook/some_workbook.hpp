// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/workbook/workbook.hpp>

#include "io/scratch_folder.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zip.h>

/// Parts by name, in the order in which they stand in the archive.
using Parts = std::vector<std::pair<std::string, std::string>>;

/// An archive of these parts, as a file.
inline void write_zip(const std::string& path, const Parts& parts) {
    zip_t* const archive = ::zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) throw std::runtime_error{"no archive"};
    for (const auto& [name, bytes] : parts) {
        zip_source_t* const source = ::zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        if (::zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error{"no part"};
    }
    if (::zip_close(archive) != 0) throw std::runtime_error{"archive not written"};
}

inline const std::string main_namespace = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

/// `<row>`s as a sheet. \param after what stands behind them, such as merged ranges
inline std::string sheet_xml(const std::string& rows, const std::string& after = {}) {
    return "<worksheet " + main_namespace + "><sheetData>" + rows + "</sheetData>" + after + "</worksheet>";
}

/// A cell of text at an address, and one of a number.
inline std::string text_cell(const std::string& at, const std::string& text) {
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
inline std::string number_cell(const std::string& at, const std::string& number) { return "<c r=\"" + at + "\"><v>" + number + "</v></c>"; }
inline std::string row_xml(int number, const std::string& cells) { return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>"; }

/// The parts of a workbook of one sheet. Its styles: 0 General, 1 yyyy-mm-dd, 2 yyyy年m月, 3 h:mm, 4 [h]:mm, 5 0.00
inline Parts workbook_parts(const std::string& sheet, const std::string& properties = {}, const std::string& name = "工资") {
    return {
        {"xl/workbook.xml", "<workbook " + main_namespace + R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)" +
                                properties + "<sheets><sheet name=\"" + name + R"(" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
         R"(<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>)"
         R"(<Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/>)"
         R"(<Relationship Id="rId3" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/>)"
         R"(</Relationships>)"},
        {"xl/styles.xml", "<styleSheet " + main_namespace +
                              R"(><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
                              R"(<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>)"
                              R"(<xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="2"/></cellXfs></styleSheet>)"},
        {"xl/sharedStrings.xml",
         "<sst " + main_namespace +
             R"(><si><t>养老</t></si><si><r><t>医</t></r><r><rPr><b/></rPr><t xml:space="preserve">疗 </t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si>)"
             R"(<si><t>_x0041_a_x000D__x005F_x0042_</t></si></sst>)"},
        {"xl/worksheets/sheet1.xml", sheet}};
}

/// A workbook file that lasts as long as this.
class SomeWorkbook {
public:
    explicit SomeWorkbook(const Parts& parts) { write_zip(path(), parts); }
    [[nodiscard]] std::string path() const { return (folder_.path() / "f.xlsx").string(); }
    [[nodiscard]] const ScratchFolder& folder() const noexcept { return folder_; }

private:
    ScratchFolder folder_;
};

/// A row as a test looks at it.
struct ReadCell {
    std::string at;
    arrears::WorkbookCellKind kind;
    std::string text;
    friend bool operator==(const ReadCell&, const ReadCell&) = default;
};

/// All cells of a sheet.
inline std::vector<ReadCell> read_cells(const arrears::Workbook& workbook, std::size_t sheet = 0) {
    std::vector<ReadCell> out;
    arrears::SheetReader rows = workbook.rows(sheet);
    while (const arrears::WorkbookRow* const row = rows.next()) {
        for (const arrears::WorkbookCell& cell : row->cells) out.push_back({print(cell.at), cell.kind, std::string{cell.text}});
    }
    return out;
}
