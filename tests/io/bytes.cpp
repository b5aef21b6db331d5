// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/bytes.hpp>

#include <arrears/core/error.hpp>

#include "catch.hpp"
#include "some_files.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

using namespace arrears;

namespace {

/// All bytes of a source, so many at once; after the end it stays at the end.
std::string all(const ByteSource& source, std::size_t at_once) {
    std::string out, buffer(at_once, '?');
    while (const std::size_t got = source(buffer)) {
        CHECK(got <= at_once);
        out.append(buffer, 0, got);
    }
    CHECK(source(buffer) == 0);
    return out;
}

std::string refusal(const std::string& path) {
    try {
        static_cast<void>(bytes_of_file(path));
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::unreadable);
        CHECK(error.fault().place.source == path);
        return error.message(Language::en) + '|' + error.message(Language::zh);
    }
    return "nothing was thrown";
}

}   // namespace

TEST_CASE("bytes: a file, a text and a stream give the same bytes, however many are asked for at once") {
    std::string text = "a,b\r\n\xFF";
    text += std::string(1, '\0') + std::string(10'000, 'x') + "\n";
    const ScratchFolder folder;
    put(folder, {{"a.csv", text}, {"empty.csv", ""}});
    for (const std::size_t at_once : {1U, 2U, 7U, 4096U, 100'000U}) {
        CAPTURE(at_once);
        std::istringstream stream{text};
        CHECK((all(bytes_of_file((folder.path() / "a.csv").string()), at_once) == text));
        CHECK((all(bytes_of_text(text), at_once) == text));
        CHECK((all(bytes_of_stream(stream), at_once) == text));
        CHECK(all(bytes_of_file((folder.path() / "empty.csv").string()), at_once).empty());
        CHECK(all(bytes_of_text({}), at_once).empty());
    }
}

TEST_CASE("bytes: a source may be copied, and the file is read on where the last reader stood") {
    const ScratchFolder folder;
    put(folder, {{"a", "abcdef"}});
    const ByteSource one = bytes_of_file((folder.path() / "a").string());
    const ByteSource other = one;
    std::array<char, 3> three{};
    CHECK(one(three) == 3);
    CHECK(all(other, 10) == "def");
}

TEST_CASE("bytes: what cannot be opened, in both languages") {
    const ScratchFolder folder;
    put(folder, {{"file", "x"}});
    const std::string path = folder.path().string(), expected = "; expected a file that can be read|", zh = "；应为可读取的文件";
    CHECK(refusal(path + "/no") == path + "/no: there is no such file or directory" + expected + path + "/no: 没有此文件或目录" + zh);
    CHECK(refusal(path) == path + ": it is a directory" + expected + path + ": 这是一个目录" + zh);
    CHECK(refusal(path + "/file/x") == path + "/file/x: a part of the path is no directory" + expected + path + "/file/x: 路径中有一部分不是目录" + zh);
    const std::string endless = path + '/' + std::string(300, 'n');
    CHECK(refusal(endless) == endless + ": the name is too long" + expected + endless + ": 名称过长" + zh);
    std::filesystem::create_symlink("loop", folder.path() / "loop");
    CHECK(refusal(path + "/loop") == path + "/loop: too many symbolic links" + expected + path + "/loop: 符号链接过多" + zh);
    if (::geteuid() != 0) {   // root may read everything
        REQUIRE(::chmod((folder.path() / "file").c_str(), 0) == 0);
        CHECK(refusal(path + "/file") == path + "/file: permission denied" + expected + path + "/file: 没有权限" + zh);
    }
}

TEST_CASE("bytes: a stream that breaks is an Error, one that had ended is empty") {
    std::ifstream none{"no such file"};
    CHECK(all(bytes_of_stream(none), 10).empty());
    struct Broken : std::streambuf {
        int_type underflow() override { throw 1; }
    } broken;
    std::istream stream{&broken};
    std::array<char, 3> three{};
    CHECK_THROWS_AS(bytes_of_stream(stream)(three), Error);
}

TEST_CASE("read_all: all that is left, unless it is more than was allowed", "[io]") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{200'000}}) {
        const std::string text(size, 'x');
        CHECK(read_all(bytes_of_text(text), size) == text);
        if (size > 0) CHECK(read_all(bytes_of_text(text), size - 1) == std::nullopt);
    }
}
