import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the JSON of a request, refusing what it does not know.
enum RequestText {
    /// - Throws: `request.invalid`, naming the field that is missing, unknown or of the wrong form.
    static func decode<Value: KnownFields>(_ type: Value.Type, from bytes: [UInt8]) throws(StudyError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(Strict<Value>.self, from: Data(bytes)).value
        } catch let error as StudyError {
            throw error
        } catch let error as DecodingError {
            throw failure(error)
        } catch {
            throw StudyError(.requestInvalid, "The request's body is not JSON.")
        }
    }

    private static func failure(_ error: DecodingError) -> StudyError {
        switch error {
        case .keyNotFound(let key, let context):
            StudyError(.requestInvalid, "The request lacks the field '\(path(context.codingPath + [key]))'.")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? StudyError(.requestInvalid, "The request's body is not a JSON object.")
                : wrongForm(context.codingPath)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: wrongForm(context.codingPath)
        default: StudyError(.requestInvalid, "The request's body is not JSON.")
        }
    }

    private static func wrongForm(_ keys: [any CodingKey]) -> StudyError {
        StudyError(.requestInvalid, "The field '\(path(keys))' does not have the form it must have.")
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
    }
}

/// A request body whose fields are all known, so that a misspelt one is refused instead of ignored.
protocol KnownFields: Decodable {
    static var fields: Set<String> { get }
}

private struct Strict<Value: KnownFields>: Decodable {
    let value: Value

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: AnyKey.self).allKeys
        guard keys.allSatisfy({ Value.fields.contains($0.stringValue) }) else {
            let names = Value.fields.sorted().map { "'\($0)'" }.joined(separator: ", ")
            throw StudyError(
                .requestInvalid, "The request holds a field this route does not take; it takes \(names).")
        }
        value = try Value(from: decoder)
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
