package import StudyModel

/// What makes two imports the same source: text, title and whatever day the source itself gives.
package enum ContentDigest {
    /// The detail that marks a day which is not the source's own.
    package static let dateSourceKey = "date-source"

    /// SHA-256 in hexadecimal over the title, the day (unless it was taken from the file or the clock) and the body.
    package static func of(_ record: Record) -> String {
        let day = record.details[dateSourceKey] == nil ? record.day.rawValue : ""
        return Digest.hex(
            Array("\(record.title)\n\(day)\n\(record.time ?? "")\n".utf8) + Array(record.body.utf8))
    }
}
