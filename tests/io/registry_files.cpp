// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/registry_files.hpp>

#include "catch.hpp"
#include "some_files.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>

using namespace arrears;

namespace {

const std::filesystem::path sample = std::filesystem::path{ARREARS_SOURCE_DIR} / "examples/data/yangquan/registry";

Registry read_sound(const std::filesystem::path& folder) {
    Diagnostics diagnostics;
    std::optional<Registry> registry = read_registry(folder.string(), diagnostics);
    CHECK(diagnostics.text(Language::en).empty());
    REQUIRE(registry);
    return *std::move(registry);
}

std::vector<std::string> sorted_lines(const std::string& text) {
    std::istringstream in{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// A sound registry of every kind of file, with people; numbers of the unassigned division 140399.
const Files small{
    {"systems.csv", "id,kind,name,name_en,parent,founded_year\nS1,system,工交建系统,,,1952\nS2,federation,联合社,Federation,S1,\n"},
    {"enterprises.csv", "id,name,uscc,system,parent,ownership,industry,founded\nE1,一厂,,S2,,collective,C26,1960-01-01\nE2,\"二厂,\"\"乙\"\"\",,,E1,,,\n"},
    {"enterprise_history.csv", "enterprise,attribute,value,from,to\nE1,certification,special_hardship,,\nE1,status,normal,,1998-12-31\n"
                               "E1,status,halted,1998-12-31,\nE1,pension,enrolled,,2010-01-01\nE2,status,closed_down,2005-05-05,\n"},
    {"workers.csv", "id,enterprise,household,sex,birth,retirement_group,education,employment,employment_since,income,owed,name,citizen_number\n"
                    "W1,E1,H1,male,1975-03-04,male,secondary,laid_off,2007-09-01,none,wages;heating,赵甲一,140399197503040010\n"
                    "W2,E2,H1,,,,,in_post,,,,,\nW3,E2,,,,,,,,,,'=赵,\n"},
    {"retirees.csv", "id,enterprise,sex,birth,retired,owed,name,citizen_number\nR1,E1,female,1950-01-01,2000-01-01,wages,钱乙二,\n"},
    {"households.csv", "id,district,able_members,employed_members\nH1,城区,2,1\nH2,,,\n"},
    {"arrears.csv", "id,enterprise,category,from,through,principal,due,persons\nA1,E1,pension,2005-01,2005-12,1234.50,2006-01-10,7\n"
                    "A2,E2,wages,2006-01,2006-01,0.01,,\n"},
    {"payments.csv", "id,arrears,date,amount\nP1,A1,2006-02-01,34.50\n"},
    {"worker_advances.csv", "id,worker,enterprise,arrears,amount,date\nV1,R1,E1,A1,100.00,2007-07-01\nV2,W1,E1,,50.00,2007-07-02\n"},
    {"resettlement_plans.csv", "id,enterprise_name,kind,adopted\nB1,'+厂,closed,2005-01-24\n"},
    {"groupings.csv", "grouping,field,group,label,label_en,match\nage,age_years,young,青年,Young,..40\nage,age_years,old,老年,Old,40..\n"}};

/// The small registry with its number's check character completed.
Files sound_small() {
    Files files = small;
    std::string& workers = files["workers.csv"];
    const std::size_t at = workers.find("14039919750304");
    workers[at + 16] = '1';   // odd: male
    workers[at + 17] = *citizen_check_character(std::string_view{workers}.substr(at, 17));
    return files;
}

/// What is told of a small registry, some files of which are others.
std::string told_of(const Files& changes, Language language = Language::en, std::uint64_t* count = nullptr) {
    const ScratchFolder folder;
    Files files = sound_small();
    for (const auto& [name, text] : changes) files[name] = text;
    put(folder, files);
    Diagnostics diagnostics;
    const auto registry = read_registry(folder.path().string(), diagnostics);
    CHECK(registry.has_value() == diagnostics.empty());   // strict: all or nothing
    if (count != nullptr) *count = diagnostics.count();
    return told(diagnostics, folder, language);
}

std::string kind_and_message(const std::string& folder) {
    Diagnostics diagnostics;
    try {
        static_cast<void>(read_registry(folder, diagnostics));
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::unreadable);
        return error.what();
    }
    return "nothing was thrown";
}

}   // namespace

TEST_CASE("registry files: the sample is read, and written again as it stood") {
    const Registry registry = read_sound(sample);
    CHECK(registry.enterprises().size() == 101);
    CHECK(registry.workers().size() == 15'995);

    const ScratchFolder one, two;
    write_registry(registry, one.path().string());
    const Files written = contents_of(one.path());
    for (const auto& [name, text] : contents_of(sample)) {
        CAPTURE(name);
        if (name == "about.csv") continue;   // says what the records are, and is none of them
        REQUIRE(written.contains(name));
        if (name == "enterprise_history.csv") CHECK(sorted_lines(written.at(name)) == sorted_lines(text));   // its rows may come in any order
        else if (name == "groupings.csv") CHECK_THAT(written.at(name), Catch::StartsWith(text));   // the default ones follow
        else CHECK((written.at(name) == text));   // in parentheses: megabytes are not to be printed
    }
    const Registry again = read_sound(one.path());
    CHECK((again == registry));
    write_registry(again, two.path().string());
    CHECK((contents_of(two.path()) == written));
}

TEST_CASE("registry files: a small registry of every kind comes back byte for byte") {
    const ScratchFolder in, out;
    put(in, sound_small());
    const Registry registry = read_sound(in.path());
    CHECK(registry.enterprises()[1].name() == "二厂,\"乙\"");
    CHECK(registry.find(PlanId{"B1"})->enterprise_name() == "+厂");
    CHECK(registry.workers()[2].record().name == "=赵");
    CHECK(registry.workers()[1].record().employment.since(Date::last()) == Date::first());
    CHECK(registry.workers()[2].record().employment.empty());   // unknown is not a status
    write_registry(registry, out.path().string(), Personal::written);
    Files written = contents_of(out.path()), expected = contents_of(in.path());
    CHECK_THAT(written["groupings.csv"], Catch::StartsWith(expected["groupings.csv"]));   // the default ones follow
    written.erase("groupings.csv"), expected.erase("groupings.csv");
    for (const auto& [name, text] : expected) CHECK(written[name] == text);
    CHECK(written.size() == expected.size());
    CHECK(read_sound(out.path()) == registry);
}

TEST_CASE("registry files: names and numbers are written only on demand, and then for the owner alone") {
    const ScratchFolder in, bare, full;
    put(in, sound_small());
    const Registry registry = read_sound(in.path());
    write_registry(registry, bare.path().string());
    for (const auto& [name, text] : contents_of(bare.path())) {
        CAPTURE(name);
        for (const char* const secret : {"赵甲一", "钱乙二", "140399", "citizen_number", "'=赵"}) CHECK_THAT(text, !Catch::Contains(secret));
    }
    write_registry(registry, full.path().string(), Personal::written);
    for (const char* const name : {"workers.csv", "retirees.csv"}) {
        struct stat about {};
        REQUIRE(::stat((full.path() / name).c_str(), &about) == 0);
        CHECK((about.st_mode & 077U) == 0);
    }
}

TEST_CASE("registry files: what is there is not overwritten unasked, and an old file leaves nothing in a new registry") {
    const ScratchFolder in, out;
    put(in, sound_small());
    put(out, sound_small());
    const Registry registry = read_sound(in.path());
    CHECK_THROWS_WITH(write_registry(registry, out.path().string()), Catch::Contains("it is there already"));
    CHECK(contents_of(out.path()) == sound_small());

    Registry::Builder fewer{registry};
    fewer.remove<Payment>(PaymentId{"P1"});
    const Registry without = fewer.build();
    CHECK_THROWS_WITH(write_registry(without, out.path().string()), Catch::Contains("it is there already"));
    write_registry(without, out.path().string(), Personal::written, Overwrite::replace);
    CHECK(contents(out.path() / "payments.csv") == "id,arrears,date,amount\n");
    CHECK(read_sound(out.path()) == without);   // payments.csv of before would have brought P1 back
    CHECK_THROWS_WITH(write_registry(registry, (out.path() / "no").string()), Catch::Contains("there is no such file or directory"));
}

TEST_CASE("registry files: generated registries come back equal, and their files byte for byte") {
    const auto seed = GENERATE(take(20, random(0U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    const auto day = [&] { return Date{1990, 1, 1} + static_cast<int>(below(9000)); };
    const std::vector<std::string> texts{"",  "一厂",   " blanks ", "a,b",       "\"q\"", "two\nlines", "=1+1", "'", "'=x", "−",
                                         "@", "＝公式", "\t",       "unknown", "不详",  "1E+5",       "cr\r",  "-5", "\xEF\xBB\xBF", "é"};
    const auto text = [&] { return texts[below(texts.size())]; };
    Registry::Builder builder;
    const std::size_t enterprises = 1 + below(8);
    for (std::size_t i = 0; i < enterprises; ++i) {
        Enterprise made{.id = EnterpriseId{"企" + std::to_string(i)}, .name = text()};
        if (below(2) == 0) made.ownership = enum_at<Ownership>(below(enum_count<Ownership>));
        if (i != 0 && below(3) == 0) made.parent = EnterpriseId{"企" + std::to_string(below(i))};
        const Date from = day();
        if (below(2) == 0) made.status = {{from, from + 400, OperatingStatus::normal}, {from + 400, Date::last(), OperatingStatus::halted}};
        if (below(2) == 0) made.certification = Timeline<Certification>::always(Certification::hardship);
        builder.add(std::move(made));
    }
    const auto enterprise = [&] { return EnterpriseId{"企" + std::to_string(below(enterprises))}; };
    const std::size_t workers = below(12);
    for (std::size_t i = 0; i < workers; ++i) {
        Worker made{.id = WorkerId{"=" + std::to_string(i)}, .enterprise = enterprise()};
        if (below(2) == 0) made.employment = {{below(2) == 0 ? Date::first() : day(), Date::last(), EmploymentStatus::laid_off}};
        if (below(2) == 0) made.name = "赵" + text();
        for (std::size_t n = below(4); n-- > 0;) made.owed.insert(enum_at<ArrearsCategory>(below(enum_count<ArrearsCategory>)));
        builder.add(std::move(made));
    }
    for (std::size_t i = 0; i < below(10); ++i) {
        const Month from{day()};
        builder.add(Arrears{.id = ArrearsId{"a-" + std::to_string(i)},
                            .enterprise = enterprise(),
                            .category = ArrearsCategory::wages,
                            .months = {from, from + below(30)},
                            .principal = Money::from_fen(static_cast<std::int64_t>(random()) * 1'000'000)});
    }
    const Registry registry = builder.build();
    const ScratchFolder one, two;
    write_registry(registry, one.path().string(), Personal::written);
    const Registry again = read_sound(one.path());
    CHECK(again == registry);
    write_registry(again, two.path().string(), Personal::written);
    CHECK(contents_of(two.path()) == contents_of(one.path()));
}

TEST_CASE("registry files: a folder or a required file that is not there") {
    const ScratchFolder folder;
    const std::string path = folder.path().string();
    CHECK(kind_and_message(path + "/no") == path + "/no: there is no such folder; expected a folder with enterprises.csv");
    const auto told_of_folder = [&] {
        Diagnostics diagnostics;
        CHECK_FALSE(read_registry(path, diagnostics));
        REQUIRE_FALSE(diagnostics.faults().empty());
        CHECK(diagnostics.faults().front().kind == ErrorKind::unreadable);
        return told(diagnostics, folder, Language::en);
    };
    CHECK(told_of_folder() == "enterprises.csv: there is no such file or directory; expected a file that can be read\n");
    put(folder, {{"workers.csv", "id,enterprise,birth\nW1,E1,x\n"}});   // of the rest, what can be told without it is told, and no more
    std::filesystem::create_directory(folder.path() / "enterprises.csv");
    CHECK(told_of_folder() == "enterprises.csv: it is a directory; expected a file that can be read\n"
                              "workers.csv:2:7 (birth): the text (not shown) is no date; expected a date as 2018-12-31\n");
}

TEST_CASE("registry files: bad input, each told with its place and in both languages") {
    struct Case {
        const char* file;
        std::string text;
        std::string en;
        std::string zh;
    };
    const std::string arrears = "id,enterprise,category,from,through,principal\n";
    const std::string workers = "id,enterprise,sex,birth,employment,employment_since,name\n";
    const std::vector<Case> cases{
        {"enterprises.csv", "",
         "enterprises.csv:1:1: the file is empty; expected a header: id,name,uscc,system,parent,ownership,industry,founded\n",
         "enterprises.csv:1:1: 文件为空；应有表头：id,name,uscc,system,parent,ownership,industry,founded\n"},
        {"enterprises.csv", "\n\n",
         "enterprises.csv:1:1: the file is empty; expected a header: id,name,uscc,system,parent,ownership,industry,founded\n",
         "enterprises.csv:1:1: 文件为空；应有表头：id,name,uscc,system,parent,ownership,industry,founded\n"},
        {"enterprises.csv", "x,y\n1,2\n",
         "enterprises.csv:1:1: the first row is no header: 0 of its 2 cells name a column; expected some of id, name, uscc, "
         "system, parent, ownership, industry, founded; put the names of the columns into the first row\n",
         "enterprises.csv:1:1: 首行不是表头：2 个单元格中有 0 个是列名；应为其中若干列：id, name, uscc, system, parent, ownership, industry, "
         "founded；请在首行写明列名\n"},
        {"enterprises.csv", "E1,140399197503040011\nE2,2\n",
         "enterprises.csv:1:1: the first row is no header: 0 of its 2 cells name a column; expected some of id, name, uscc, "
         "system, parent, ownership, industry, founded; put the names of the columns into the first row\n",
         "enterprises.csv:1:1: 首行不是表头：2 个单元格中有 0 个是列名；应为其中若干列：id, name, uscc, system, parent, ownership, industry, "
         "founded；请在首行写明列名\n"},
        {"enterprises.csv", "name\n一厂\n",
         "enterprises.csv:1:1: the header lacks id; expected some of id, name, uscc, system, parent, ownership, industry, "
         "founded\n",
         "enterprises.csv:1:1: 表头缺少 id；应为其中若干列：id, name, uscc, system, parent, ownership, industry, founded\n"},
        {"enterprises.csv", "id,name,nane\nE1,一,\nE2,,\n",
         "enterprises.csv:1:9: no column is called \"nane\"; expected some of id, name, uscc, system, parent, ownership, "
         "industry, founded; did you mean name?\n",
         "enterprises.csv:1:9: 没有名为 \"nane\" 的列；应为其中若干列：id, name, uscc, system, parent, ownership, industry, founded；是否指 "
         "name？\n"},
        {"enterprises.csv", "id,name,名称\nE1,一,\nE2,,\n",
         "enterprises.csv:1:9 (name): the column name is there twice; expected it once\n",
         "enterprises.csv:1:9 (name): 列 name 重复；应只有一列\n"},
        {"enterprises.csv", "id,name\nE1,一\nE2,二\nE1,三\n",
         "enterprises.csv:4:1 (id): enterprise \"E1\": is given twice; it stands at enterprises.csv:2:1; leave one of them\n",
         "enterprises.csv:4:1 (id): 企业 \"E1\"：重复出现；另见 enterprises.csv:2:1；请只保留一条\n"},
        {"enterprises.csv", "id,parent\nE1,E9\nE2,\n",
         "enterprises.csv:2:4 (parent): enterprise \"E1\": there is no enterprise \"E9\"; expected the id of a record\n",
         "enterprises.csv:2:4 (parent): 企业 \"E1\"：没有企业 \"E9\"；应为已有记录的编号\n"},
        {"enterprises.csv", "id,parent\nE1,E2\nE2,E1\n",
         "enterprises.csv:2:4 (parent): enterprise \"E1\": stands under itself; expected parents that come to an end\n",
         "enterprises.csv:2:4 (parent): 企业 \"E1\"：隶属于自身；上级关系不应循环\n"},
        {"enterprises.csv", "id,uscc\nE1,911403000000000017\nE2,\n",
         "enterprises.csv:2:4 (uscc): the code does not agree with its check character; expected a code copied without a "
         "slip\n",
         "enterprises.csv:2:4 (uscc): 代码与其校验码不符；应为抄录无误的代码\n"},
        {"enterprises.csv", "id,uscc\nE1,9.1E+17\nE2,\n",
         "enterprises.csv:2:4 (uscc): a spreadsheet has shortened the number; expected all its digits; format the column as "
         "text before typing\n",
         "enterprises.csv:2:4 (uscc): 电子表格已将此号码改为科学计数；应为完整的号码；录入前请将该列设为文本格式\n"},
        {"enterprises.csv", "id,name\nE1,一二三\xD1\nE2,\n",
         "enterprises.csv:2:7 (name): the byte 0xD1 is not UTF-8; expected UTF-8; save the file as \"CSV UTF-8\"\n",
         "enterprises.csv:2:7 (name): 字节 0xD1 不是 UTF-8；应为 UTF-8；请将文件另存为“CSV UTF-8”\n"},
        {"enterprises.csv", "id,name\nE1," + std::string(10'000'000, 'a') + "\nE2,\n",
         "enterprises.csv:2:1: the row has more than 1048576 bytes; expected at most 1048576\n",
         "enterprises.csv:2:1: 此行超过 1048576 字节；应不超过 1048576 字节\n"},
        {"enterprises.csv", "id,name\nE1,\"一厂\nE2,\n",
         "enterprises.csv:2:4: a quote is opened here and never closed; expected a closing quote; nothing after this was "
         "read\n",
         "enterprises.csv:2:4: 此处的引号没有右引号；应有右引号；其后内容均未读取\n"},
        {"enterprises.csv", "id,name\nE1\nE2,二,三\n",
         "enterprises.csv:2:1: the row has 1 cell; expected 2, as the header has\n"
         "enterprises.csv:3:1: the row has 3 cells; expected 2, as the header has\n",
         "enterprises.csv:2:1: 此行有 1 个单元格；应与表头一样有 2 个\n"
         "enterprises.csv:3:1: 此行有 3 个单元格；应与表头一样有 2 个\n"},
        {"enterprises.csv", "id,name\n,\nE1,\nE2,\n",
         "",
         ""},
        {"enterprise_history.csv", "enterprise,attribute,value,from,to\nE1,status,normal,,1998-12-31\nE1,status,halted,1998-12-30,\n",
         "enterprise_history.csv:3:18 (from): spans ..1998-12-31 and 1998-12-30.. overlap; expected one value on each day; "
         "the end is not included\n",
         "enterprise_history.csv:3:18 (from): 期间 ..1998-12-31 与 1998-12-30.. 重叠；每一天应只有一个值；终点当日不计入\n"},
        {"enterprise_history.csv", "enterprise,attribute,value,from,to\n" 
         "E1,status,normal,2000-01-01,2000-01-01\nE1,state,normal,,\nE1,pension,yes,,\n",
         "enterprise_history.csv:2:18 (from): a span from 2000-01-01 to 2000-01-01 has no days; expected an end after the "
         "start; the end is not included\n"
         "enterprise_history.csv:3:4 (attribute): \"state\" is no history of an enterprise; expected certification, status "
         "or an insurance: pension, medical, unemployment, work_injury, maternity, housing_fund\n",
         "enterprise_history.csv:2:18 (from): 从 2000-01-01 到 2000-01-01 的期间没有一天；终点应晚于起点；终点当日不计入\n"
         "enterprise_history.csv:3:4 (attribute): \"state\" 不是企业的历史项目；应为 certification（认定情况）、status（经营状况）或险种：pension, "
         "medical, unemployment, work_injury, maternity, housing_fund\n"},
        {"enterprise_history.csv", "enterprise,attribute,value\nE8,status,normal\nE7,status,normal\nE9,status,normal\n",
         "enterprise_history.csv:2:1 (enterprise): there is no enterprise \"E8\"; expected the id of an enterprise in "
         "enterprises.csv\n"
         "enterprise_history.csv:3:1 (enterprise): there is no enterprise \"E7\"; expected the id of an enterprise in "
         "enterprises.csv\n"
         "enterprise_history.csv:4:1 (enterprise): there is no enterprise \"E9\"; expected the id of an enterprise in "
         "enterprises.csv\n",
         "enterprise_history.csv:2:1 (enterprise): 没有企业 \"E8\"；应为 enterprises.csv 中的企业编号\n"
         "enterprise_history.csv:3:1 (enterprise): 没有企业 \"E7\"；应为 enterprises.csv 中的企业编号\n"
         "enterprise_history.csv:4:1 (enterprise): 没有企业 \"E9\"；应为 enterprises.csv 中的企业编号\n"},
        {"arrears.csv", arrears + "A1,E1,pension,2005-01,2005-12,1234.5O\nA2,E1,wages,2005-01,2005-12,12,34\n",
         "arrears.csv:2:31 (principal): \"1234.5O\" has \"O\", which has no place here (character 7); expected an amount as "
         "1,230.00, -5, (5.00), ￥3.2 or 3.2万元\n"
         "arrears.csv:3:1: the row has 7 cells; expected 6, as the header has\n",
         "arrears.csv:2:31 (principal): \"1234.5O\" 此处不应有 \"O\"（第 7 字）；金额应如 1,230.00、-5、(5.00)、￥3.2 或 3.2万元\n"
         "arrears.csv:3:1: 此行有 7 个单元格；应与表头一样有 6 个\n"},
        {"arrears.csv", arrears + "A1,E1,pensoin,2005-13,2005-12,1\n",
         "arrears.csv:2:7 (category): \"pensoin\" is not known here; expected one of pension, medical, unemployment, "
         "work_injury, maternity, housing_fund, wages, heating, medical_expense, only_child_allowance, "
         "only_child_retirement_award, living_allowance, survivor_benefit, advance_repayment; did you mean pension?\n"
         "arrears.csv:2:15 (from): \"2005-13\": there is no month 13, at position 6; expected a month as 2018-12\n",
         "arrears.csv:2:7 (category): \"pensoin\" "
         "不是此处可用的词；应为以下之一：养老保险、医疗保险、失业保险、工伤保险、生育保险、住房公积金、工资、采暖费、医药费、独生子女费、退休时独生子女奖励费、生活费、抚恤金、职工垫缴款；是否指 pension？\n"
         "arrears.csv:2:15 (from): \"2005-13\"：没有 13 月（第 6 个字符）；应为月份，如 2018-12\n"},
        {"arrears.csv", arrears + "A1,E1,pension,2005-12,2005-01,100\n",
         "arrears.csv:2:23 (through): arrears \"A1\": the months end in 2005-01, before they begin in 2005-12\n",
         "arrears.csv:2:23 (through): 欠款 \"A1\"：欠款月份止于 2005-01，早于开始月份 2005-12\n"},
        {"arrears.csv", "id,enterprise,category,from,through,principal(亿万)\nA1,E1,pension,2005-01,2005-12,1\n",
         "arrears.csv:1:37: no column is called \"principal(亿万)\"; expected some of id, enterprise, category, from, through, "
         "principal, due, persons; did you mean principal?\n"
         "arrears.csv:1:1: the header lacks principal; expected some of id, enterprise, category, from, through, principal, "
         "due, persons\n",
         "arrears.csv:1:37: 没有名为 \"principal(亿万)\" 的列；应为其中若干列：id, enterprise, category, from, through, principal, due, "
         "persons；是否指 principal？\n"
         "arrears.csv:1:1: 表头缺少 principal；应为其中若干列：id, enterprise, category, from, through, principal, due, persons\n"},
        {"arrears.csv", arrears + "A1,E1,pension,2005-01,2005-12,\n",
         "arrears.csv:2:31 (principal): the cell is empty; expected an amount as 1,230.00, -5, (5.00), ￥3.2 or 3.2万元\n",
         "arrears.csv:2:31 (principal): 单元格为空；金额应如 1,230.00、-5、(5.00)、￥3.2 或 3.2万元\n"},
        {"payments.csv", "id,arrears,date,amount\nP1,A1,2006-02-30,1\nP2,A7,2006-02-01,1\nP3,A1,,1\n",
         "payments.csv:2:7 (date): \"2006-02-30\": 2006-02 has no day 30, at position 9; expected a date as 2018-12-31\n"
         "payments.csv:4:7 (date): the cell is empty; expected a date as 2018-12-31\n"
         "payments.csv:3:4 (arrears): payment \"P2\": there is no arrears \"A7\"; expected the id of a record\n",
         "payments.csv:2:7 (date): \"2006-02-30\"：2006 年 2 月没有 30 日（第 9 个字符）；应为日期，如 2018-12-31\n"
         "payments.csv:4:7 (date): 单元格为空；应为日期，如 2018-12-31\n"
         "payments.csv:3:4 (arrears): 缴款 \"P2\"：没有欠款 \"A7\"；应为已有记录的编号\n"},
        {"payments.csv", "id,arrears,date,amount\nP1,A1,2006-02-28,1234.51\n",
         "arrears.csv:2:31 (principal): arrears \"A1\": payments and advances come to 1334.51, more than the principal "
         "1234.50\n",
         "arrears.csv:2:31 (principal): 欠款 \"A1\"：缴款和垫缴合计 1334.51，超过本金 1234.50\n"},
        {"households.csv", "id,able_members\nH1,两个\nH2,99999999999\nH3,-1\n",
         "households.csv:2:4 (able_members): \"两个\" is no whole number; expected a whole number of at most 18 digits\n"
         "households.csv:3:4 (able_members): 99999999999 is out of range; expected at most 2147483647\n"
         "households.csv:4:4 (able_members): household \"H3\": -1 members; expected 0 or more\n",
         "households.csv:2:4 (able_members): \"两个\" 不是整数；应为不超过 18 位的整数\n"
         "households.csv:3:4 (able_members): 99999999999 超出范围；应不超过 2147483647\n"
         "households.csv:4:4 (able_members): 家庭 \"H3\"：成员数为 -1；应不小于 0\n"},
        {"systems.csv", "id,kind,parent\nS1,system,S2\nS2,federations,S1\n",
         "systems.csv:3:4 (kind): \"federations\" is not known here; expected one of system, federation, group; did you mean "
         "federation?\n",
         "systems.csv:3:4 (kind): \"federations\" 不是此处可用的词；应为以下之一：系统、联合社、集团；是否指 federation？\n"},
        {"groupings.csv", "grouping,field,group,label,label_en,match\nage,age_years,a,,,..40\nage,sex,b,,,39..\n",
         "groupings.csv:3:1: grouping \"age\" is over \"age_years\" and over \"sex\"; expected one field in all its rows\n"
         "groupings.csv:3:1: grouping \"age\": groups \"a\" and \"b\" both take 39\n",
         "groupings.csv:3:1: 分组 \"age\" 既按 \"age_years\" 又按 \"sex\"；各行的字段应相同\n"
         "groupings.csv:3:1: 分组 \"age\"：组 \"a\" 与 \"b\" 都取 39\n"},
        {"workers.csv", workers + "赵甲一,E1,赵甲一,赵甲一,赵甲一,赵甲一,赵甲一\n",
         "workers.csv:2:8 (sex): the text (not shown) is not known here; expected one of male, female\n"
         "workers.csv:2:12 (birth): the text (not shown) is no date; expected a date as 2018-12-31\n"
         "workers.csv:2:16 (employment): the text (not shown) is not known here; expected one of in_post, laid_off, dormant\n"
         "workers.csv:2:20 (employment_since): the text (not shown) is no date; expected a date as 2018-12-31\n",
         "workers.csv:2:8 (sex): 文字（不显示）不是此处可用的词；应为以下之一：男、女\n"
         "workers.csv:2:12 (birth): 文字（不显示）不是日期；应为日期，如 2018-12-31\n"
         "workers.csv:2:16 (employment): 文字（不显示）不是此处可用的词；应为以下之一：在岗、下岗、两不着\n"
         "workers.csv:2:20 (employment_since): 文字（不显示）不是日期；应为日期，如 2018-12-31\n"},
        {"workers.csv", workers + "W1,赵甲一,,,,,\nW1,E1,,,,,\n",
         "workers.csv:2:4 (enterprise): worker ***: there is no enterprise ***; expected the id of a record\n"
         "workers.csv:3:1 (id): worker ***: is given twice; it stands at workers.csv:2:1; leave one of them\n",
         "workers.csv:2:4 (enterprise): 职工 ***：没有企业 ***；应为已有记录的编号\n"
         "workers.csv:3:1 (id): 职工 ***：重复出现；另见 workers.csv:2:1；请只保留一条\n"},
        {"workers.csv", workers + "W1,E1,,,,2001-01-01,\n",
         "workers.csv:2:10 (employment_since): since when is said, but not what; expected an employment beside "
         "employment_since\n",
         "workers.csv:2:10 (employment_since): 写了起始日期，却没有就业状态；employment_since 须与 employment 并用\n"},
        {"workers.csv", workers + "W1,E1,,,laid_off,9999-12-31,\n",
         "workers.csv:2:18 (employment_since): a span from 9999-12-31 to 9999-12-31 has no days; expected an end after the "
         "start; the end is not included\n",
         "workers.csv:2:18 (employment_since): 从 9999-12-31 到 9999-12-31 的期间没有一天；终点应晚于起点；终点当日不计入\n"},
        {"workers.csv", "id,enterprise,household\nW1,E1,H1\nW1,E1,H2\n",
         "workers.csv:3:1 (id): worker ***: is given twice, in two households; it stands at workers.csv:2:1; leave one of "
         "them\n",
         "workers.csv:3:1 (id): 职工 ***：重复出现，分属两个家庭；另见 workers.csv:2:1；请只保留一条\n"},
    };
    for (const auto& [file, text, en, zh] : cases) {
        CAPTURE(file, text.substr(0, 200));
        CHECK(told_of({{file, text}}) == en);
        CHECK(told_of({{file, text}}, Language::zh) == zh);
    }
}

TEST_CASE("registry files: all problems of all files in one run, up to a hundred told and all counted") {
    CHECK(told_of({{"enterprises.csv", "id,founded\nE1,x\nE2,\n"},
                   {"arrears.csv", "id,enterprise,category,from,through,principal\nA1,E1,pension,2005-01,2005-12,1O\n"
                                   "A2,E9,wages,2006-01,2006-01,1\n"},   // E9 is not told: enterprises.csv could not be read whole
                   {"payments.csv", "id,arrears,date,amount\nP1,A1,2006-02-30,1\n"},
                   {"households.csv", ""}}) ==
          "enterprises.csv:2:4 (founded): \"x\" lacks a digit at position 1; expected a date as 2018-12-31\n"
          "households.csv:1:1: the file is empty; expected a header: id,district,able_members,employed_members\n"
          "arrears.csv:2:31 (principal): \"1O\" has \"O\", which has no place here (character 2); expected an amount as 1,230.00, -5, (5.00), "
          "￥3.2 or 3.2万元\n"
          "payments.csv:2:7 (date): \"2006-02-30\": 2006-02 has no day 30, at position 9; expected a date as 2018-12-31\n");
    std::string rows = "id,arrears,date,amount\n";
    for (int i = 0; i < 250; ++i) rows += "P" + std::to_string(i) + ",A1,2006-02-01,x\n";
    std::uint64_t count = 0;
    const std::string text = told_of({{"payments.csv", rows}, {"arrears.csv", "id\n"}}, Language::en, &count);
    CHECK(count == 251);
    CHECK(std::count(text.begin(), text.end(), '\n') == 101);
    CHECK_THAT(text, Catch::EndsWith("and 151 more, 251 in all\n"));
}

TEST_CASE("registry files: a row that cannot be read is told once, not again where another names it") {
    std::string rows = "id,enterprise,category,from,through,principal\n";   // more faults than are kept
    for (int i = 0; i < 150; ++i) rows += "A" + std::to_string(i) + ",E1,wages,2005-01,2005-12,x\n";
    std::uint64_t count = 0;
    CHECK_THAT(told_of({{"arrears.csv", rows}, {"worker_advances.csv", "id,worker,enterprise,arrears,amount,date\n"}}, Language::en, &count),
               Catch::EndsWith("and 50 more, 150 in all\n"));
    CHECK(count == 150);   // and none for the payment of A1
}
