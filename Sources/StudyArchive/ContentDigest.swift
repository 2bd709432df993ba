package import StudyModel

/// What makes two imports the same source: text, title and whatever day the source itself gives.
package enum ContentDigest {
    /// The detail that marks a day which is not the source's own.
    package static let dateSourceKey = "date-source"

    /// The detail that marks a title which is not the source's own.
    package static let titleSourceKey = "title-source"

    /// SHA-256 in hexadecimal over the title, the day and the time, as far as they are the source's own, and the body.
    package static func of(_ record: Record) -> String {
        let isDated = record.details[dateSourceKey] == nil
        let day = isDated ? record.day.rawValue : ""
        let title = record.details[titleSourceKey] == nil ? record.title : ""
        let time = isDated ? record.time ?? "" : ""
        return Digest.hex(Array("\(title)\n\(day)\n\(time)\n".utf8) + Array(record.body.utf8))
    }
}
