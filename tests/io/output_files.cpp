// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/output_files.hpp>

#include <arrears/core/error.hpp>

#include "catch.hpp"
#include "scratch_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

}   // namespace

TEST_CASE("output: a file is written whole, and replaced only on demand") {
    const ScratchFolder folder;
    const std::string path = folder.path() / "a.csv";
    arrears::write_file(path, "one\n");
    CHECK(contents(path) == "one\n");
    CHECK_THROWS_WITH(arrears::write_file(path, "two\n"),
                      Catch::EndsWith("a.csv: it is there already; choose another name, or ask for it to be replaced (--force)"));
    CHECK(contents(path) == "one\n");
    arrears::write_file(path, "two\n", arrears::Overwrite::replace);
    CHECK(contents(path) == "two\n");
    CHECK(entries(folder.path()) == 1);
}

TEST_CASE("output: files appear together or not at all") {
    const ScratchFolder folder;
    {
        arrears::OutputFiles files;
        files.add(folder.path() / "a", "a");
        files.add(folder.path() / "b", "b");
        CHECK_FALSE(fs::exists(folder.path() / "a"));
        files.commit();
    }
    CHECK(entries(folder.path()) == 2);
    {
        arrears::OutputFiles files;
        files.add(folder.path() / "c", "c");
    }   // not committed
    CHECK(entries(folder.path()) == 2);
    {
        arrears::OutputFiles files;
        files.add(folder.path() / "c", "c");
        files.add(folder.path() / "d", "d");
        std::ofstream{folder.path() / "d"} << "another's";
        try {
            files.commit();
            FAIL("nothing was thrown");
        } catch (const arrears::Error& error) {
            CHECK(error.kind() == arrears::ErrorKind::unwritable);
        }
    }
    CHECK_FALSE(fs::exists(folder.path() / "c"));
    CHECK(contents(folder.path() / "d") == "another's");
    CHECK(entries(folder.path()) == 3);
}

TEST_CASE("output: what cannot be written is an Error with the reason") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH(arrears::write_file(folder.path() / "no" / "a", ""), Catch::EndsWith(": there is no such file or directory"));
    fs::create_directory(folder.path() / "d");
    CHECK_THROWS_AS(arrears::write_file(folder.path() / "d", ""), arrears::Error);
    CHECK_THROWS_AS(arrears::write_file(folder.path() / "d", "", arrears::Overwrite::replace), arrears::Error);
    CHECK(entries(folder.path()) == 1);
}

TEST_CASE("output: personal data are for the owner alone; a link is replaced, not followed") {
    const ScratchFolder folder;
    arrears::write_file(folder.path() / "p", "x", arrears::Overwrite::refuse, arrears::Access::owner);
    struct stat about {};
    REQUIRE(::stat((folder.path() / "p").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777U) == 0600U);
    fs::create_symlink("p", folder.path() / "link");
    CHECK_THROWS_AS(arrears::write_file(folder.path() / "link", "y"), arrears::Error);
    arrears::write_file(folder.path() / "link", "y", arrears::Overwrite::replace);
    CHECK(contents(folder.path() / "p") == "x");
    CHECK(contents(folder.path() / "link") == "y");
    CHECK_FALSE(fs::is_symlink(folder.path() / "link"));
}

TEST_CASE("output: killed at any moment, the file is whole, old or new") {
    const ScratchFolder folder;
    const std::string path = folder.path() / "f";
    const std::string old_text(200'000, 'o'), new_text(300'000, 'n');
    arrears::write_file(path, old_text);
    for (int round = 0; round < 100; ++round) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            while (true) {
                arrears::write_file(path, new_text, arrears::Overwrite::replace);
                arrears::write_file(path, old_text, arrears::Overwrite::replace);
            }
        }
        ::usleep(static_cast<useconds_t>(37 * round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const std::string now = contents(path);
        REQUIRE((now == old_text || now == new_text));
    }
}

TEST_CASE("a file that something else fills appears as the others do") {
    const ScratchFolder folder;
    const std::string path = (folder.path() / "f.bin").string();
    {
        arrears::OutputFiles files;
        const std::string temporary = files.reserve(path, arrears::Access::owner);
        CHECK(std::filesystem::exists(temporary));
        CHECK_FALSE(std::filesystem::exists(path));
        std::ofstream{temporary, std::ios::binary} << "filled";
        files.commit();
        CHECK_FALSE(std::filesystem::exists(temporary));
    }
    std::ifstream in{path};
    std::string text;
    in >> text;
    CHECK(text == "filled");
    CHECK(std::filesystem::status(path).permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK_THROWS_AS(arrears::OutputFiles{}.reserve(path), arrears::Error);
    {
        arrears::OutputFiles files{arrears::Overwrite::replace};
        static_cast<void>(files.reserve(path));
    }
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);   // what is not committed leaves nothing behind
}
