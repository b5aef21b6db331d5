// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/keyed_ids.hpp>

#include "sha256.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/statistics/nearest.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace arrears {

namespace {

constexpr std::size_t secret_least = 16, secret_most = 4096;

[[nodiscard]] Error unfit(const std::string& size_en, const std::string& size_zh) {
    return bad_argument("IdKey", {"the secret has " + size_en + " bytes", "密钥有 " + size_zh + " 字节"},
                        {"expected 16 to 4096, as openssl rand -hex 32 makes them", "应为 16 至 4096 字节，可用 openssl rand -hex 32 生成"});
}

[[nodiscard]] bool is_of_ids(const FieldInfo& field) noexcept {
    return field.kind == FieldKind::code &&
           (field.counts == Counted::enterprises || field.counts == Counted::persons || field.counts == Counted::households);
}

/// Whether a condition compares a column with values.
[[nodiscard]] bool compares(const Predicate& predicate, std::size_t column) {
    if (predicate.kind == Predicate::Kind::codes && predicate.column == column) return true;
    return std::any_of(predicate.parts.begin(), predicate.parts.end(), [column](const Predicate& part) { return compares(part, column); });
}

[[nodiscard]] Error refuse(const FieldInfo& field, Text problem, Text expected) {
    return Error{
        Fault{ErrorKind::mismatch,
              {},
              {"the values of field " + field.name + " cannot be replaced: " + problem.en, "字段 " + field.name + " 的取值无法替换：" + problem.zh},
              {},
              std::move(expected),
              {}}};
}

/// The columns whose values are replaced.
[[nodiscard]] std::vector<bool> chosen(const Plan& plan, const std::vector<std::string>& fields) {
    std::vector<bool> out(plan.columns.size(), false);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < out.size(); ++i) {
        names.push_back(plan.field(i).name);
        out[i] = fields.empty() && is_of_ids(plan.field(i));
    }
    for (const std::string& field : fields) {
        const auto at = std::find(names.begin(), names.end(), field);
        if (at == names.end()) {
            throw Error{Fault{ErrorKind::unknown_name,
                              {},
                              {"the state has no field " + in_quotes(field), "状态没有字段 " + in_quotes(field)},
                              field,
                              {},
                              did_you_mean(field, names)}};
        }
        out[static_cast<std::size_t>(at - names.begin())] = true;
    }
    if (std::find(out.begin(), out.end(), true) == out.end()) {
        throw bad_argument("with_keyed_ids", {"the state has no field of ids", "状态没有编号字段"},
                           {"expected a field of enterprises, people or households", "应有企业、人员或家庭编号字段"});
    }
    return out;
}

void check(const Plan& plan, std::size_t column) {
    const FieldInfo& field = plan.field(column);
    if (!field.keyed.empty()) {
        throw refuse(field, {"they are replaced already", "已替换"}, {"expected a state with ids as they are", "应为含原编号的状态"});
    }
    if (field.kind != FieldKind::code || (field.vocabulary != nullptr && field.vocabulary->is_closed())) {
        throw refuse(field, {"they are no ids", "并非编号"},
                     {"expected a field of ids or texts (of a file: --text)", "应为编号或文本字段（文件的列可用 --text 指明）"});
    }
    bool compared = compares(plan.where, column);
    for (const Predicate& filter : plan.filters) compared = compared || compares(filter, column);
    if (compared) {
        throw refuse(field, {"the definition names some of them", "定义中写有其中的取值"},
                     {"expected no condition that compares the field with ids", "条件中不应将该字段与编号比较"});
    }
}

}   // namespace

IdKey::IdKey(std::string secret) : secret_{std::move(secret)} {
    if (secret_.size() < secret_least || secret_.size() > secret_most) {
        throw unfit(std::to_string(secret_.size()), std::to_string(secret_.size()));
    }
    fingerprint_ = detail::hex(detail::hmac_sha256(secret_, "arrears.ids.1")).substr(0, 16);
}

std::string IdKey::replacement(Counted of, std::string_view id) const {
    std::string text{identifier(of)};
    text += '\n';
    text += id;
    return detail::hex(detail::hmac_sha256(secret_, text)).substr(0, 32);
}

IdKey read_id_key(const std::string& path) {
    std::optional<std::string> secret = read_all(bytes_of_file(path), secret_most + 2);
    if (!secret) throw unfit("more than " + std::to_string(secret_most), "多于 " + std::to_string(secret_most));
    while (secret->ends_with('\n') || secret->ends_with('\r')) secret->pop_back();
    return IdKey{*std::move(secret)};
}

State with_keyed_ids(const State& state, const IdKey& key, const std::vector<std::string>& fields) {
    Plan plan = state.plan();
    const std::vector<bool> replaced = chosen(plan, fields);
    auto schema = std::make_shared<Schema>(*plan.schema);
    for (std::size_t column = 0; column < replaced.size(); ++column) {
        if (!replaced[column]) continue;
        check(plan, column);
        FieldInfo& field = schema->fields[plan.columns[column].field];
        field.vocabulary = nullptr;   // its words are ids too
        field.keyed = key.fingerprint();
    }
    plan.schema = std::move(schema);
    StateData data = state.data();
    const auto replace = [&](std::size_t column, std::optional<std::string>& value) {
        if (value && replaced[column]) value = key.replacement(plan.field(column).counts, *value);
    };
    const auto replace_keys = [&](StateData::Row& row) {
        for (std::size_t i = 0; i < plan.keys.size(); ++i) replace(plan.keys[i], row.keys[i]);
    };
    for (StateData::Row& row : data.cells) replace_keys(row);
    for (std::size_t t = 0; t < data.things.size(); ++t) {
        for (StateData::Row& row : data.things[t]) {
            replace_keys(row);
            for (std::size_t i = 0; i < plan.keyed[t].keys.size(); ++i) replace(plan.keyed[t].keys[i], row.keys[plan.keys.size() + i]);
        }
    }
    return State::from_data(std::move(plan), data);
}

}   // namespace arrears
