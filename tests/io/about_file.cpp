// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/about_file.hpp>

#include "catch.hpp"
#include "some_files.hpp"

#include <string>

using namespace arrears;

namespace {

struct Reading {
    RegistryAbout about;
    std::string en;
    std::string zh;
};

Reading read(const std::string& text) {
    const ScratchFolder folder;
    put(folder, {{"about.csv", text}});
    Diagnostics diagnostics;
    Reading out;
    out.about = read_about((folder.path() / "about.csv").string(), diagnostics);
    out.en = told(diagnostics, folder);
    out.zh = told(diagnostics, folder, Language::zh);
    return out;
}

}   // namespace

TEST_CASE("about file: what a registry says of itself") {
    const Reading got = read("value_en,key,value\nTitle,title,题目\n,as_of,2018-12-31\n,synthetic,是\nFirst,note,\n,note,\"二\n行\"\n,note,'=1\n");
    CHECK(got.en.empty());
    CHECK(got.about.title == Text{"Title", "题目"});
    CHECK(got.about.as_of == Date{2018, 12, 31});
    CHECK(got.about.synthetic);
    CHECK(got.about.notes == std::vector<Text>{{"First", "First"}, {"二\n行", "二\n行"}, {"=1", "=1"}});   // one language does for both
    CHECK(read("key,value\n").about == RegistryAbout{});
    CHECK_FALSE(read("key,value\nsynthetic,no\n").about.synthetic);
}

TEST_CASE("about file: one that is not there says nothing, one that cannot be read is an Error") {
    const ScratchFolder folder;
    Diagnostics diagnostics;
    CHECK(read_about((folder.path() / "about.csv").string(), diagnostics) == RegistryAbout{});
    CHECK(diagnostics.empty());
    CHECK_THROWS_WITH(read_about(folder.path().string(), diagnostics), Catch::Contains("it is a directory"));
}

TEST_CASE("about file: bad input, each told with its place and in both languages") {
    struct Case {
        std::string text;
        std::string en;
        std::string zh;
    };
    const std::vector<Case> cases{
        {"", "about.csv:1:1: the file is empty; expected a header key,value,value_en\n", "about.csv:1:1: 文件为空；应有表头 key,value,value_en\n"},
        {"key,value\nsynthetic,perhaps\n", "about.csv:2:11 (value): neither yes nor no; expected yes or no\n",
         "about.csv:2:11 (value): 既不是“是”也不是“否”；应为 yes 或 no\n"},
        {"key,value\nas_of,2018-13-01\n",
         "about.csv:2:7 (value): \"2018-13-01\": there is no month 13, at position 6; expected a date as 2018-12-31\n",
         "about.csv:2:7 (value): \"2018-13-01\"：没有 13 月（第 6 个字符）；应为日期，如 2018-12-31\n"},
        {"key,value\n,\nauthor,x\n", "about.csv:3:1 (key): an unknown key; expected title, as_of, synthetic or note\n",
         "about.csv:3:1 (key): 未知的项目；应为 title、as_of、synthetic 或 note\n"},
        {"key,value\ntitle\nnote,a,b\n",
         "about.csv:2:1: the row has 1 cell; expected 2, as the header has\nabout.csv:3:1: the row has 3 cells; expected 2, as the header has\n",
         "about.csv:2:1: 此行有 1 个单元格；应与表头一样有 2 个\nabout.csv:3:1: 此行有 3 个单元格；应与表头一样有 2 个\n"},
    };
    for (const auto& [text, en, zh] : cases) {
        CAPTURE(text);
        const Reading got = read(text);
        CHECK(got.en == en);
        CHECK(got.zh == zh);
    }
    CHECK(read("key,value\nsynthetic,perhaps\nnote,kept\n").about.notes.size() == 1);   // the sound rows are not lost
}

TEST_CASE("about file: an empty one is told of also after other faults") {
    const ScratchFolder folder;
    put(folder, {{"about.csv", "\n"}});
    Diagnostics diagnostics;
    diagnostics.add(Fault{ErrorKind::bad_syntax, {}, {"another", "别的"}, {}, {}, {}});
    static_cast<void>(read_about((folder.path() / "about.csv").string(), diagnostics));
    CHECK(diagnostics.count() == 2);
}
