// SPDX-License-Identifier: BSL-1.0
// Run by mpirun with several numbers of ranks: each rank runs all cases, in the same order.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <arrears/io/state_file.hpp>
#include <arrears/mpi/group.hpp>

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace arrears;

namespace {

const Definition definition = Definition::parse("rows category; measure sum(principal), count, distinct(enterprise_id)");

/// A folder that rank 0 makes and all ranks see.
class SharedFolder {
public:
    explicit SharedFolder(const mpi::Group& group) : group_{group} {
        std::string made;
        if (group.rank() == 0) {
            made = (std::filesystem::temp_directory_path() / "arrears-mpi-XXXXXX").string();
            if (::mkdtemp(made.data()) == nullptr) std::abort();
        }
        path_ = group.all_gather(made).front();
    }
    SharedFolder(const SharedFolder&) = delete;
    SharedFolder& operator=(const SharedFolder&) = delete;
    ~SharedFolder() {
        (void)group_.all_gather({});   // none still reads
        if (group_.rank() == 0) std::filesystem::remove_all(path_);
    }
    [[nodiscard]] std::string put(const std::string& name, const std::string& text) const {
        const std::string path = path_ + '/' + name;
        if (group_.rank() == 0) std::ofstream{path, std::ios::binary} << text;
        (void)group_.all_gather({});
        return path;
    }

private:
    const mpi::Group& group_;
    std::string path_;
};

std::string rows(int from, int count) {
    std::string out = "enterprise_id,category,principal,note\n";
    for (int i = from; i < from + count; ++i) {
        const std::string number = std::to_string(i);
        out += "E" + std::to_string(i % 97) + (i % 3 == 0 ? ",wages," : ",pension,") + number + ".50,\"a note\nof " + number + ", \"\"quoted\"\"\"\n";
    }
    return out;
}
/// What one machine has.
State alone(const std::vector<std::string>& files) {
    State out{definition, csv_schema(definition)};
    Diagnostics problems;
    for (const std::string& file : files) (void)add_csv(out, bytes_of_file(file), file, {}, problems);
    return out;
}

}   // namespace

TEST_CASE("mpi: texts of any length come to all ranks in their order") {
    const mpi::Group all = mpi::Group::world();
    const auto text = [](int rank) { return std::string(static_cast<std::size_t>(rank) * 100'000, static_cast<char>('a' + rank)); };
    const auto got = all.all_gather(text(all.rank()));
    REQUIRE(got.size() == static_cast<std::size_t>(all.size()));
    for (int rank = 0; rank < all.size(); ++rank) CHECK((got[static_cast<std::size_t>(rank)] == text(rank)));
}

TEST_CASE("mpi: parts of files add up to what one machine has, bit for bit") {
    const mpi::Group all = mpi::Group::world();
    const SharedFolder folder{all};
    const std::vector<std::string> files{folder.put("large.csv", rows(0, 5'000)), folder.put("small.csv", rows(5'000, 2)),
                                         folder.put("header.csv", rows(0, 0))};
    State own{definition, csv_schema(definition)};
    const mpi::CsvShare share = mpi::add_csv(all, own, files, {}, Language::en);
    CHECK(share.is_complete);
    CHECK(share.problems.empty());
    CHECK(share.read.taken == 5'002);
    const std::optional<State> sum = all.reduce(own);
    CHECK(sum.has_value() == (all.rank() == 0));
    if (sum) CHECK(write_state(*sum) == write_state(alone(files)));
    // Few rows, many ranks: some have none.
    State few{definition, csv_schema(definition)};
    CHECK(mpi::add_csv(all, few, std::span{files}.subspan(1, 1), {}, Language::en).read.taken == 2);
    if (const auto made = all.reduce(few)) CHECK(write_state(*made) == write_state(alone({files[1]})));
}

TEST_CASE("mpi: refused rows are told by their lines, once") {
    const mpi::Group all = mpi::Group::world();
    const SharedFolder folder{all};
    std::string text = rows(0, 100);
    text += "E1,nothing,1,\n";   // on line 202: two lines a row
    text += rows(0, 100).substr(rows(0, 0).size());
    text += "E2,pension,1,2,3\n";
    const std::string file = folder.put("bad.csv", text);
    State own{definition, csv_schema(definition)};
    const mpi::CsvShare share = mpi::add_csv(all, own, std::span{&file, 1}, {}, Language::en);
    CHECK(share.read.taken == 200);
    CHECK(share.read.refused == 2);
    if (all.rank() != 0) {
        CHECK(share.problems.empty());
        return;
    }
    Diagnostics problems;
    State whole{definition, csv_schema(definition)};
    (void)add_csv(whole, bytes_of_file(file), file, {}, problems);
    CHECK(share.problems == problems.text(Language::en));
    CHECK(share.problems.find("bad.csv:202:") != std::string::npos);
}

TEST_CASE("mpi: where one rank fails, all stop with its message") {
    const mpi::Group all = mpi::Group::world();
    const int bad = all.size() - 1;
    const auto told = [](auto work) -> std::string {
        try {
            work();
        } catch (const Error& error) {
            return error.fault().message(Language::zh);
        }
        return "nothing";
    };
    CHECK(told([&] { all.together([] {}); }) == "nothing");
    CHECK(told([&] {
              all.together([&] {
                  if (all.rank() == bad) throw bad_argument("here", {"it is bad", "不行"});
              });
          }) == bad_argument("here", {"it is bad", "不行"}).fault().message(Language::zh));
    CHECK(told([&] {
              all.together([&] {
                  if (all.rank() == bad) throw std::runtime_error{"something else"};
              });
          }) == "something else");
    State own{definition, csv_schema(definition)};
    const std::string file = "/there/is/no/such.csv";
    CHECK(told([&] { (void)mpi::add_csv(all, own, std::span{&file, 1}, {}, Language::en); }).starts_with(file));
    if (all.size() > 1) {   // a rank that tallies something else
        const Definition other = Definition::parse("rows category; measure count");
        CHECK(told([&] { (void)all.reduce(all.rank() == bad ? State{other, csv_schema(other)} : own); }) != "nothing");
    }
    // Nothing is left over: the group works on.
    CHECK(all.all_gather("x") == std::vector<std::string>(static_cast<std::size_t>(all.size()), "x"));
}

TEST_CASE("mpi: a file without the column, an empty one, one in UTF-16") {
    const mpi::Group all = mpi::Group::world();
    const SharedFolder folder{all};
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string{"enterprise_id\tcategory\tprincipal\r\nE1\twages\t5\r\n"}) utf16 += {c, '\0'};
    const std::vector<std::string> files{folder.put("other.csv", "a,b\n1,2\n3,4\n5,6\n7,8\n"), folder.put("empty.csv", ""),
                                         folder.put("excel.txt", utf16)};
    State own{definition, csv_schema(definition)};
    const mpi::CsvShare share = mpi::add_csv(all, own, files, {}, Language::en);
    CHECK_FALSE(share.is_complete);
    CHECK(share.read.taken == 1);
    if (all.rank() == 0) {
        CHECK(share.problems.find("empty.csv:1:1: the file is empty") != std::string::npos);
        CHECK(share.problems.find("other.csv:1:1") != std::string::npos);
        std::size_t lines = 0;
        for (const char c : share.problems) lines += c == '\n' ? 1 : 0;
        CHECK(lines == 4);   // three columns of the one, once each, and the other
    }
}

int main(int argc, char** argv) {
    const mpi::Session session{argc, argv};
    return Catch::Session().run(argc, argv);
}
