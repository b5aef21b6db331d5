// SPDX-License-Identifier: BSL-1.0
#include <arrears/workbook/workbook.hpp>

#include "excel_text.hpp"
#include "workbook_error.hpp"
#include "workbook_state.hpp"
#include "xml_stream.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace arrears {

namespace {

using detail::workbook_error;
using detail::XmlAttributes;

/// Reads a part from its beginning to its end.
void read_part(Workbook::State& workbook, std::uint64_t part, const std::string& name, detail::XmlHandler& handler) {
    detail::XmlStream stream{workbook.archive, part, name, workbook.path, workbook.limits, handler};
    while (stream.run()) {}
}

[[nodiscard]] bool is_true(std::optional<std::string_view> word) noexcept { return word == "1" || word == "true"; }

[[nodiscard]] std::optional<std::uint64_t> read_index(std::string_view text) noexcept {
    if (text.empty() || text.size() > 10) return std::nullopt;
    std::uint64_t out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return out;
}

[[nodiscard]] Error beyond(const std::string& path, std::uint64_t limit, const Text& of) {
    const std::string most = std::to_string(limit);
    return workbook_error(ErrorKind::limit, path, {"the workbook has more than " + most + ' ' + of.en, "工作簿中" + of.zh + "超过 " + most},
                          {"expected at most " + most, "应不超过 " + most});
}

/// Where in a small part the reader is: the names of the elements around, outermost first.
class Elements {
public:
    void enter(std::string_view name) { names_.emplace_back(name); }
    void leave() { names_.pop_back(); }
    /// Whether these stand around, and no others.
    [[nodiscard]] bool are(std::initializer_list<std::string_view> names) const { return std::ranges::equal(names_, names); }

private:
    std::vector<std::string> names_;
};

/// xl/_rels/workbook.xml.rels: which part each relationship means.
class Relationships final : public detail::XmlHandler {
public:
    struct Target {
        std::string type;   // the last word of its address
        std::string target;
        bool external = false;
    };
    std::map<std::string, Target, std::less<>> by_id;
    std::size_t count_max = 0;
    bool too_many = false;

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship") return;
        const auto id = attributes.find("Id"), type = attributes.find("Type"), target = attributes.find("Target");
        if (!id || !type || !target) return;
        if (by_id.size() >= count_max) {
            too_many = true;
            return;
        }
        by_id.emplace(*id,
                      Target{std::string{type->substr(type->rfind('/') + 1)}, std::string{*target}, attributes.find("TargetMode") == "External"});
    }
    void end() override {}
    void text(std::string_view) override {}
};

/// xl/workbook.xml: the list of sheets.
class SheetList final : public detail::XmlHandler {
public:
    struct Listed {
        SheetInfo info;
        std::string relationship;
    };
    SheetList(const std::string& path, std::size_t sheets_max) : path_{path}, sheets_max_{sheets_max} {}
    std::vector<Listed> sheets;
    bool since_1904 = false;

    void start(std::string_view name, const XmlAttributes& attributes) override {
        around_.enter(name);
        if (around_.are({"workbook", "workbookPr"})) since_1904 = is_true(attributes.find("date1904"));
        if (!around_.are({"workbook", "sheets", "sheet"})) return;
        if (sheets.size() == sheets_max_) throw beyond(path_, sheets_max_, {"sheets", "工作表"});
        const auto title = attributes.find("name"), state = attributes.find("state"), id = attributes.find("r:id");
        if (!title || !id) throw workbook_error(ErrorKind::bad_syntax, path_, {"a sheet has no name or no part", "有工作表没有名称或部件"});
        sheets.push_back({{std::string{*title}, state == "hidden" || state == "veryHidden"}, std::string{*id}});
    }
    void end() override { around_.leave(); }
    void text(std::string_view) override {}

private:
    const std::string& path_;
    std::size_t sheets_max_;
    Elements around_;
};

/// xl/styles.xml: what each style of cells shows of a number.
class Styles final : public detail::XmlHandler {
public:
    Styles(const std::string& path, std::size_t formats_max) : path_{path}, formats_max_{formats_max} {}
    std::vector<NumberFormat> formats;

    void start(std::string_view name, const XmlAttributes& attributes) override {
        around_.enter(name);
        if (around_.are({"styleSheet", "numFmts", "numFmt"})) {
            const auto id = read_index(attributes.find("numFmtId").value_or(""));
            const auto code = attributes.find("formatCode");
            if (custom_.size() == formats_max_) throw beyond(path_, formats_max_, {"number formats", "数字格式"});
            if (id && code) custom_[*id] = custom_format(*code);
        } else if (around_.are({"styleSheet", "cellXfs", "xf"})) {
            if (formats.size() == formats_max_) throw beyond(path_, formats_max_, {"styles of cells", "单元格样式"});
            const auto id = read_index(attributes.find("numFmtId").value_or("0"));
            const auto custom = id ? custom_.find(*id) : custom_.end();   // may give a number of its own another meaning
            formats.push_back(custom != custom_.end() ? custom->second
                                                      : builtin_format(static_cast<unsigned>(std::min<std::uint64_t>(id.value_or(0), 1000))));
        }
    }
    void end() override { around_.leave(); }
    void text(std::string_view) override {}

private:
    const std::string& path_;
    std::size_t formats_max_;
    Elements around_;
    std::unordered_map<std::uint64_t, NumberFormat> custom_;
};

/// xl/sharedStrings.xml. Of a text in several runs all are taken, but not how it is pronounced.
class SharedStringsReader final : public detail::XmlHandler {
public:
    SharedStringsReader(const std::string& path, const WorkbookLimits& limits) : path_{path}, limits_{limits} {}
    SharedStrings strings;

    void start(std::string_view name, const XmlAttributes&) override {
        around_.enter(name);
        taking_ = around_.are({"sst", "si", "t"}) || around_.are({"sst", "si", "r", "t"});
        if (around_.are({"sst", "si"})) stored_.clear();
    }
    void end() override {
        taking_ = false;
        if (around_.are({"sst", "si"})) {
            const std::size_t before = strings.pool.size();
            detail::append_unescaped(strings.pool, stored_);
            strings.ends.push_back(strings.pool.size());
            const std::string number = std::to_string(strings.size());
            if (detail::utf16_units(std::string_view{strings.pool}.substr(before)) > limits_.cell_characters_max) throw too_long();
            if (strings.pool.size() + 8 * strings.size() > limits_.shared_strings_bytes_max)
                throw beyond(path_, limits_.shared_strings_bytes_max, {"bytes of texts that cells share", "共享文字的字节数"});
        }
        around_.leave();
    }
    void text(std::string_view piece) override {
        if (!taking_) return;
        stored_ += piece;
        if (stored_.size() > limits_.cell_characters_max * 14) throw too_long();   // no form of a character has more bytes
    }

private:
    [[nodiscard]] Error too_long() const {
        const std::string number = std::to_string(strings.size()), limit = std::to_string(limits_.cell_characters_max);
        return workbook_error(ErrorKind::limit, path_,
                              {"a text that cells share is longer than " + limit + " characters", "有共享文字超过 " + limit + " 个字符"},
                              {"expected at most " + limit, "应不超过 " + limit + " 个"});
    }

    const std::string& path_;
    const WorkbookLimits& limits_;
    Elements around_;
    bool taking_ = false;
    std::string stored_;
};

class MergedRanges final : public detail::XmlHandler {
public:
    MergedRanges(const Workbook::State& workbook, std::string source) : workbook_{workbook}, source_{std::move(source)} {}
    std::vector<CellRange> ranges;

    void start(std::string_view name, const XmlAttributes& attributes) override {
        ++depth_;
        if (depth_ == 2) inside_ = name == "mergeCells";
        if (depth_ != 3 || !inside_ || name != "mergeCell") return;
        const std::size_t limit = workbook_.limits.merged_ranges_max;
        if (ranges.size() == limit) throw beyond(workbook_.path, limit, {"merged ranges in a sheet", "单个工作表的合并区域"});
        const auto range = parse_cell_range(attributes.find("ref").value_or(""));
        if (!range) {
            throw Error{Fault{ErrorKind::bad_syntax,
                              Place{source_, 0, 0, {}},
                              {"a merged range is none that a sheet can have", "有合并区域不是工作表中可能的区域"},
                              {},
                              {},
                              {}}};
        }
        ranges.push_back(*range);
    }
    void end() override { --depth_; }
    void text(std::string_view) override {}

private:
    const Workbook::State& workbook_;
    std::string source_;
    std::size_t depth_ = 0;
    bool inside_ = false;
};

/// The name of a part that a relationship of xl/workbook.xml names; empty where it leaves the archive.
[[nodiscard]] std::string part_named(std::string_view target) {
    std::vector<std::string_view> steps;
    if (target.starts_with('/')) target.remove_prefix(1);
    else steps.emplace_back("xl");
    while (true) {
        const std::size_t end = target.find('/');
        const std::string_view step = target.substr(0, end);
        if (step == "..") {
            if (steps.empty()) return {};
            steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(step);
        }
        if (end == std::string_view::npos) break;
        target.remove_prefix(end + 1);
    }
    std::string out;
    for (const std::string_view step : steps) {
        if (!out.empty()) out += '/';
        out += step;
    }
    return out;
}

/// What the archive is, where it has no xl/workbook.xml.
[[nodiscard]] Error no_workbook(const Workbook::State& workbook) {
    const Text expected{"expected an Excel workbook (.xlsx)", "应为 Excel 工作簿（.xlsx）"};
    const Text save{"open it and save it as .xlsx", "请打开并另存为 .xlsx"};
    if (workbook.archive.find("xl/workbook.bin"))
        return workbook_error(ErrorKind::bad_syntax, workbook.path, {"it is a binary workbook (.xlsb)", "这是二进制工作簿（.xlsb）"}, expected, save);
    if (workbook.archive.find("content.xml"))
        return workbook_error(ErrorKind::bad_syntax, workbook.path, {"it is an OpenDocument file (.ods)", "这是 OpenDocument 文件（.ods）"}, expected,
                              save);
    return workbook_error(ErrorKind::bad_syntax, workbook.path,
                          {"the archive holds no workbook: xl/workbook.xml is not there", "压缩包中没有工作簿：缺少 xl/workbook.xml"}, expected,
                          save);
}

}   // namespace

const SharedStrings& Workbook::State::shared_strings() {
    if (shared) return *shared;
    SharedStringsReader reader{path, limits};
    if (const auto part = archive.find(shared_part); part && !shared_part.empty()) read_part(*this, *part, shared_part, reader);
    return shared.emplace(std::move(reader.strings));
}

const std::vector<NumberFormat>& Workbook::State::cell_formats() {
    if (formats) return *formats;
    Styles reader{path, limits.formats_max};
    if (const auto part = archive.find(styles_part); part && !styles_part.empty()) read_part(*this, *part, styles_part, reader);
    return formats.emplace(std::move(reader.formats));
}

Workbook::Workbook(const std::string& path, const WorkbookLimits& limits) : state_{std::make_shared<State>(path, limits)} {
    const std::string list_part = "xl/workbook.xml", links_part = "xl/_rels/workbook.xml.rels";
    const auto list = state_->archive.find(list_part);
    if (!list) throw no_workbook(*state_);
    SheetList sheets{state_->path, limits.sheets_max};
    read_part(*state_, *list, list_part, sheets);
    if (sheets.since_1904) state_->epoch = DateEpoch::since_1904;

    Relationships links;
    links.count_max = limits.sheets_max + 1000;
    if (const auto part = state_->archive.find(links_part)) read_part(*state_, *part, links_part, links);
    if (links.too_many) throw beyond(path, links.count_max, {"relationships", "关系"});
    for (const auto& [id, link] : links.by_id) {
        if (link.external) continue;
        if (link.type == "sharedStrings") state_->shared_part = part_named(link.target);
        if (link.type == "styles") state_->styles_part = part_named(link.target);
    }
    std::set<std::string> names;
    for (SheetList::Listed& sheet : sheets.sheets) {
        const Text title{"the sheet " + in_quotes(sheet.info.name), "工作表 " + in_quotes(sheet.info.name)};
        if (!names.insert(sheet.info.name).second)
            throw workbook_error(ErrorKind::duplicate, path, {title.en + " is there twice", title.zh + " 重复"});
        const auto link = links.by_id.find(sheet.relationship);
        if (link == links.by_id.end() || link->second.external)
            throw workbook_error(ErrorKind::bad_syntax, path, {title.en + " is not in the file", title.zh + " 不在此文件中"});
        if (link->second.type != "worksheet") continue;   // a chart, or a dialogue of old
        std::string part = part_named(link->second.target);
        if (!state_->archive.find(part))
            throw workbook_error(ErrorKind::bad_syntax, path, {title.en + " has no part in the file", title.zh + " 在文件中没有部件"});
        state_->sheets.push_back(std::move(sheet.info));
        state_->sheet_parts.push_back(std::move(part));
    }
}

const std::string& Workbook::path() const noexcept { return state_->path; }
std::span<const SheetInfo> Workbook::sheets() const noexcept { return state_->sheets; }
DateEpoch Workbook::epoch() const noexcept { return state_->epoch; }
const WorkbookLimits& Workbook::limits() const noexcept { return state_->limits; }

std::string Workbook::place_source(std::size_t sheet) const { return state_->path + '[' + state_->sheets[sheet].name + ']'; }

std::vector<CellRange> Workbook::merged_ranges(std::size_t sheet) const {
    MergedRanges reader{*state_, place_source(sheet)};
    const std::string& part = state_->sheet_parts[sheet];
    read_part(*state_, *state_->archive.find(part), part, reader);
    return std::move(reader.ranges);
}

}   // namespace arrears
