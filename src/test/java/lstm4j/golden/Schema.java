package lstm4j.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import lstm4j.testing.Json;

/** As much of JSON Schema as {@code testdata/schema.json} uses. A keyword it does not know is an error. */
final class Schema {
    private final Map<String, Object> root;
    private final List<String> errors = new ArrayList<>();

    private Schema(Map<String, Object> root) {
        this.root = root;
    }

    /** What is wrong with a document, each with its place. */
    static List<String> errors(Object schema, Object document) {
        Schema checker = new Schema(Json.object(schema));
        checker.check(checker.root, document, "");
        return checker.errors;
    }

    private void check(Map<String, Object> schema, Object value, String place) {
        schema.forEach((keyword, rule) -> {
            switch (keyword) {
                case "$schema", "title", "description", "$defs" -> { }
                case "$ref" -> check(definition((String) rule), value, place);
                case "type" -> require(isOfType(rule, value), place, "is not " + rule);
                case "const" -> require(rule.equals(value), place, "is not " + rule);
                case "enum" -> require(Json.list(rule).contains(value), place, "is none of " + rule);
                case "pattern" -> require(value instanceof String text && Pattern.compile((String) rule).matcher(text).find(), place, "does not match " + rule);
                case "anyOf" -> require(Json.list(rule).stream().anyMatch(one -> fits(Json.object(one), value)), place, "fits no alternative");
                case "required" -> Json.list(rule).forEach(key -> require(Json.object(value).containsKey(key), place, "lacks " + key));
                case "minItems" -> require(Json.list(value).size() >= (Double) rule, place, "has too few items");
                case "items" -> items(Json.object(rule), value, place);
                case "properties", "additionalProperties" -> { } // below, together
                case "propertyNames" -> Json.object(value).keySet().forEach(key -> check(Json.object(rule), key, place + "/" + key));
                default -> throw new IllegalArgumentException("keyword " + keyword);
            }
        });
        if (value instanceof Map) {
            properties(schema, Json.object(value), place);
        }
    }

    private boolean fits(Map<String, Object> schema, Object value) {
        Schema apart = new Schema(root);
        apart.check(schema, value, "");
        return apart.errors.isEmpty();
    }

    private void items(Map<String, Object> schema, Object value, String place) {
        if (value instanceof List<?> list) {
            for (int n = 0; n < list.size(); n++) {
                check(schema, list.get(n), place + "/" + n);
            }
        }
    }

    private void properties(Map<String, Object> schema, Map<String, Object> value, String place) {
        Map<String, Object> known = schema.containsKey("properties") ? Json.object(schema.get("properties")) : Map.of();
        Object others = schema.get("additionalProperties");
        value.forEach((key, part) -> {
            if (known.containsKey(key)) {
                check(Json.object(known.get(key)), part, place + "/" + key);
            } else if (others instanceof Map) {
                check(Json.object(others), part, place + "/" + key);
            } else {
                require(!Boolean.FALSE.equals(others), place, "has the unknown member " + key);
            }
        });
    }

    private Map<String, Object> definition(String reference) {
        return Json.object(Json.object(root.get("$defs")).get(reference.substring("#/$defs/".length())));
    }

    private static boolean isOfType(Object rule, Object value) {
        if (rule instanceof List<?> several) {
            return several.stream().anyMatch(one -> isOfType(one, value));
        }
        return switch ((String) rule) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Double;
            case "integer" -> value instanceof Double number && number == Math.rint(number);
            case "null" -> value == null;
            default -> throw new IllegalArgumentException("type " + rule);
        };
    }

    private void require(boolean fine, String place, String what) {
        if (!fine) {
            errors.add(place + " " + what);
        }
    }
}
