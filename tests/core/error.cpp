// SPDX-License-Identifier: BSL-1.0
#include <arrears/core/error.hpp>

#include "catch.hpp"

#include <exception>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace arrears;

// An exception whose copy throws would end the program.
static_assert(std::is_nothrow_copy_constructible_v<Error> && std::is_nothrow_copy_assignable_v<Error> && std::is_nothrow_destructible_v<Error>);
static_assert(std::is_base_of_v<std::exception, Error> && !std::is_convertible_v<Fault, Error>);

namespace {

[[nodiscard]] Fault some_fault() {
    return {ErrorKind::bad_syntax, {"a.csv", 3, 7, "owed"}, {"an O", "有字母 O"}, "1,23O.00", {"a digit", "应为数字"}, {"mend it", "请更正"}};
}

}   // namespace

TEST_CASE("error: a place tells what is known of it", "[core]") {
    CHECK(Place{}.text().empty());
    CHECK(Place{"a.csv", 0, 0, ""}.text() == "a.csv");
    CHECK(Place{"a.csv", 3, 0, ""}.text() == "a.csv:3");
    CHECK(Place{"a.csv", 3, 7, ""}.text() == "a.csv:3:7");
    CHECK(Place{"a.csv", 3, 7, "owed"}.text() == "a.csv:3:7 (owed)");
    CHECK(Place{"", 3, 7, "owed"}.text() == "3:7 (owed)");
    CHECK(Place{"a.csv", 0, 0, "owed"}.text() == "a.csv (owed)");
    CHECK(Place{"", 0, 0, "owed"}.text() == "(owed)");
    CHECK(Place{"", 0, 7, ""}.text().empty());   // a column without a line is for programs: the problem's words have the position
    CHECK_FALSE(Place{"a.csv", 3, 7, ""} == Place{"a.csv", 3, 8, ""});
}

TEST_CASE("error: a fault is one line in each language, without the parts that it lacks", "[core]") {
    Fault fault = some_fault();
    CHECK(fault.message() == "a.csv:3:7 (owed): an O; a digit; mend it");
    CHECK(fault.message(Language::zh) == "a.csv:3:7 (owed): 有字母 O；应为数字；请更正");
    fault.expected = {};
    CHECK(fault.message() == "a.csv:3:7 (owed): an O; mend it");
    fault.remedy = {};
    fault.place = {};
    CHECK(fault.message(Language::zh) == "有字母 O");
    CHECK_FALSE(fault == some_fault());
    CHECK(some_fault() == some_fault());
}

TEST_CASE("error: speaks English by what(), Chinese by message(), and keeps the fault", "[core]") {
    const Error error{some_fault()};
    CHECK(std::string{error.what()} == "a.csv:3:7 (owed): an O; a digit; mend it");
    CHECK(error.message(Language::en) == error.what());
    CHECK(error.message(Language::zh) == some_fault().message(Language::zh));
    CHECK(error.kind() == ErrorKind::bad_syntax);
    CHECK(error.fault() == some_fault());
}

TEST_CASE("error: the usual kinds name the operation and the operands", "[core]") {
    const Error beyond = overflow("Money + Money", "1 + 2 fen", {"use more", "请用更大的"});
    CHECK(beyond.kind() == ErrorKind::overflow);
    CHECK(beyond.fault().value == "1 + 2 fen");
    CHECK(std::string{beyond.what()} == "result out of range in Money + Money: 1 + 2 fen; use more");
    CHECK(beyond.message(Language::zh) == "Money + Money 的结果超出范围：1 + 2 fen；请用更大的");
    const Error argument = bad_argument("divide", {"zero", "为零"}, {"another", "应为其他"});
    CHECK(argument.kind() == ErrorKind::bad_argument);
    CHECK(std::string{argument.what()} == "divide: zero; another");
    CHECK(argument.message(Language::zh) == "divide：为零；应为其他");
}

TEST_CASE("error: copies share one fault, outlive the first and are assigned", "[core]") {
    Error kept{some_fault()};
    {
        const Error first = overflow("here", "1");
        const Error second{first};
        CHECK(&first.fault() == &second.fault());
        kept = second;
        CHECK(&kept.fault() == &first.fault());
    }
    CHECK(std::string{kept.what()} == "result out of range in here: 1");
    const Error& same = kept;
    kept = same;
    CHECK(kept.kind() == ErrorKind::overflow);

    std::exception_ptr stored;
    try {
        throw kept;
    } catch (const std::exception& caught) {   // as a caller who does not know the library
        CHECK(std::string{caught.what()} == kept.what());
        stored = std::current_exception();
    }
    try {
        std::rethrow_exception(stored);
    } catch (const Error& again) {
        CHECK(&again.fault() == &kept.fault());
    }
}

TEST_CASE("error: copies may be made and dropped by several threads at once", "[core]") {
    Error shared = overflow("here", "1");
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([shared] {
                for (int n = 0; n < 10'000; ++n) {
                    Error copy{shared};
                    copy = Error{copy};
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
    }
    CHECK(std::string{shared.what()} == "result out of range in here: 1");
}
