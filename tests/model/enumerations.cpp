// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <arrears/model/enumerations.hpp>

#include <set>
#include <sstream>
#include <string>

using namespace arrears;

TEMPLATE_TEST_CASE("Enumerations: every word names one value, and identifiers and labels parse back", "[model]", Certification, HardshipClass,
                   OperatingStatus, Ownership, Sex, EmploymentStatus, IncomeSource, Education, Insurance, Enrolment, ArrearsCategory, Creditor,
                   RetirementGroup, SystemKind, Roll, ResettlementKind, WorkerDestination, InsuranceStanding, WorkersMeeting, ClaimKind, ClaimRank) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < enum_count<TestType>; ++i) {
        const auto value = enum_at<TestType>(i);
        const EnumWords& row = words(value);
        CAPTURE(row.id);
        std::set<std::string> mine{std::string{identifier(value)}, std::string{row.zh}, std::string{row.en}};
        for (const char* alias : row.aliases) {
            if (alias != nullptr) CHECK(mine.insert(alias).second);   // no word is given twice
        }
        for (const std::string& word : mine) {
            CAPTURE(word);
            CHECK_FALSE(word.empty());
            CHECK(parse_enum<TestType>(word) == value);
            CHECK(seen.insert(word).second);
        }
        std::ostringstream out;
        out << value;
        CHECK(out.str() == identifier(value));
    }
    CHECK_FALSE(parse_enum<TestType>("").has_value());
    CHECK_FALSE(parse_enum<TestType>("不详").has_value());
}

TEST_CASE("ArrearsCategory: the words of the field's files", "[model]") {
    for (const char* word : {"养老", "养老保险", "养老保险金", "养老金", "pension", "Pension"}) {
        CAPTURE(word);
        CHECK(parse_enum<ArrearsCategory>(word) == ArrearsCategory::pension);
    }
    CHECK(parse_enum<ArrearsCategory>("医疗保险金") == ArrearsCategory::medical);
    CHECK(parse_enum<ArrearsCategory>("医药费") == ArrearsCategory::medical_expense);   // not the insurance
    CHECK(parse_enum<EmploymentStatus>("两不找") == EmploymentStatus::dormant);
    CHECK(parse_enum<Ownership>("private") == Ownership::private_);
    CHECK(parse_enum<HardshipClass>("特困企业") == HardshipClass::certified_special_hardship);
}

TEST_CASE("ArrearsCategory: six to funds, eight to people", "[model]") {
    std::size_t funds = 0;
    for (std::size_t i = 0; i < enum_count<ArrearsCategory>; ++i) {
        const auto owed = enum_at<ArrearsCategory>(i);
        const auto fund = insurance(owed);
        CHECK(fund.has_value() == (creditor(owed) == Creditor::fund));
        if (fund) {
            ++funds;
            CHECK(category(*fund) == owed);
            CHECK(identifier(*fund) == identifier(owed));
        }
    }
    CHECK(funds == enum_count<Insurance>);
}
