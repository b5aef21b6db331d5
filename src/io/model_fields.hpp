// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/vocabulary.hpp>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace arrears::detail {

/// A column that the model knows, in whatever file it stands.
struct ModelField {
    std::vector<std::string_view> names;   ///< the model's own first, then aliases
    Text label;
    FieldKind kind = FieldKind::code;
    Counted counts = Counted::values;
    std::shared_ptr<const Vocabulary> (*vocabulary)() = nullptr;   ///< of an enumeration
};

[[nodiscard]] std::span<const ModelField> model_fields();
/// The field of that name or alias; null where the model knows none.
[[nodiscard]] const ModelField* find_model_field(std::string_view name);

}   // namespace arrears::detail
