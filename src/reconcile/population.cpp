// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/population.hpp>

#include <arrears/core/utf8.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace arrears {

const RecordColumn* RecordKind::find(std::string_view column) const noexcept {
    const auto at = std::find_if(columns.begin(), columns.end(), [&](const RecordColumn& each) { return each.name == column; });
    return at == columns.end() ? nullptr : &*at;
}
const RecordColumn* RecordKind::find(RecordColumn::Kind wanted) const noexcept {
    const auto at = std::find_if(columns.begin(), columns.end(), [&](const RecordColumn& each) { return each.kind == wanted; });
    return at == columns.end() ? nullptr : &*at;
}
const RecordKind* Population::find(std::string_view kind) const noexcept {
    const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const RecordKind& each) { return each.name == kind; });
    return at == kinds.end() ? nullptr : &*at;
}

namespace {

using Kind = RecordColumn::Kind;

class Check {
public:
    explicit Check(const Population& population) : population_{population} {}

    [[nodiscard]] std::vector<Fault> faults() {
        if (population_.kinds.empty()) add(ErrorKind::bad_argument, {}, {"no kind of record is described", "没有描述任何记录"});
        std::set<std::string> names;
        for (const RecordKind& kind : population_.kinds) {
            if (kind.name == "about" || kind.name.find_first_of("/\\.:") != std::string::npos)
                add(ErrorKind::bad_argument, {},
                    {in_quotes(kind.name) + " cannot be the name of a file of records", in_quotes(kind.name) + " 不能作为记录文件名"});
            if (kind.name.empty() || !names.insert(kind.name).second)
                add(ErrorKind::duplicate, {}, {in_quotes(kind.name) + " is described twice, or has no name", in_quotes(kind.name) + " 重复或无名称"});
            check(kind);
        }
        return std::move(faults_);
    }

private:
    void add(ErrorKind kind, const Place& place, Text problem) { faults_.push_back({kind, place, std::move(problem), {}, {}, {}}); }
    void check(const RecordKind& kind) {
        std::set<std::string> names;
        std::size_t ids = 0, parents = 0;
        for (const RecordColumn& column : kind.columns) {
            if (column.name.empty() || !names.insert(column.name).second)
                add(ErrorKind::duplicate, column.place,
                    {"a column " + in_quotes(column.name) + " stands twice, or has no name", "列 " + in_quotes(column.name) + " 重复或无名称"});
            if (column.kind == Kind::id && ++ids > 1) add(ErrorKind::duplicate, column.place, {"a second id", "有两个编号列"});
            if (column.kind == Kind::under && ++parents > 1)
                add(ErrorKind::duplicate, column.place, {"records belong to one other record only", "记录只能隶属于一条记录"});
            check(kind, column);
        }
        const RecordColumn* const above = kind.find(Kind::under);
        const RecordKind* const owners = above == nullptr ? nullptr : population_.find(above->of);
        if (owners != nullptr && owners->find(Kind::under) != nullptr && owners->find(Kind::under)->some)
            add(ErrorKind::bad_argument, above->place, {"records lie under such that only some have: not supported", "不支持隶属于“部分隶属”的记录"});
        if (ids == 0)
            add(ErrorKind::bad_argument, {}, {in_quotes(kind.name) + " have no column that is an id", in_quotes(kind.name) + " 没有编号列"});
        const RecordKind* at = &kind;   // upwards, no further than there are kinds
        for (std::size_t steps = 0; at != nullptr; ++steps) {
            const RecordColumn* const under = at->find(Kind::under);
            if (under == nullptr) break;
            if (steps > population_.kinds.size()) {
                add(ErrorKind::contradiction, under->place, {"records belong to themselves in the end", "隶属关系成环"});
                break;
            }
            at = population_.find(under->of);
        }
    }
    void check(const RecordKind& kind, const RecordColumn& column) {
        const auto wrong = [&](Text problem) { add(ErrorKind::bad_argument, column.place, std::move(problem)); };
        const std::string name = in_quotes(column.name);
        switch (column.kind) {
        case Kind::id:
            if (column.of.find("{n}") == std::string::npos) wrong({name + " needs {n} in its pattern", name + " 的模式应含 {n}"});
            return;
        case Kind::under:
        case Kind::link:
            if (population_.find(column.of) == nullptr)
                wrong({"there are no records called " + in_quotes(column.of), "没有名为 " + in_quotes(column.of) + " 的记录"});
            if (column.kind == Kind::under && (column.first < 0 || column.last < std::max<std::int64_t>(column.first, 1)))
                wrong({name + " needs how many belong to one, as 1..400", name + " 应给出每条记录下属的数目，如 1..400"});
            return;
        case Kind::bands: {
            const RecordColumn* const of = kind.find(column.of);
            if (of == nullptr || of->kind != Kind::number)
                wrong({in_quotes(column.of) + " is no column of numbers", in_quotes(column.of) + " 不是数字列"});
            break;
        }
        case Kind::code:
        case Kind::number:
        case Kind::money: break;
        }
        if (column.values.empty()) wrong({name + " has no values", name + " 没有取值"});
        const bool words = column.kind == Kind::code || column.kind == Kind::bands;
        std::set<std::string> keys;
        for (const RecordColumn::Value& value : column.values) {
            if (words && !keys.insert(value.key).second) wrong({in_quotes(value.key) + " stands twice", in_quotes(value.key) + " 重复"});
            if (value.weight < 1) wrong({"a weight is above nought", "权重应大于零"});
            if (column.kind != Kind::code && value.last < value.first) wrong({"a range ends before it begins", "范围的末端小于始端"});
            if (column.kind == Kind::money && value.first < 1) wrong({"an amount of a record is above nought", "每条记录的金额应大于零"});
        }
        for (const RecordColumn::Value& value : column.values) {
            if (!value.parent.empty() && !keys.contains(value.parent))
                wrong({in_quotes(value.key) + " lies within " + in_quotes(value.parent) + ", which is no value",
                       in_quotes(value.key) + " 的上级 " + in_quotes(value.parent) + " 不在取值之列"});
        }
    }

    const Population& population_;
    std::vector<Fault> faults_{};
};

}   // namespace

std::vector<Fault> Population::faults() const { return Check{*this}.faults(); }

}   // namespace arrears
