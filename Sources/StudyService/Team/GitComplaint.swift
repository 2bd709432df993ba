internal import StudyModel

/// What git said when it failed.
///
/// It may hold anything that the other end sent, so nothing of it is shown but ids and git's own words for
/// what is wrong with an object.
struct GitComplaint {
    private let complaint: String

    init(_ said: String) { complaint = said }

    /// Why a fetch was refused by git itself, though the remote answered.
    func refusal(largestFetch: Int) -> StudyError {
        let hint =
            "Ask whoever keeps the remote: 'git fsck' there says more. Nothing was changed here; sync again when it is mended."
        if let (object, fault) = badObject {
            return StudyError(
                .syncRefused,
                "The remote holds an object that git refuses: \(object.prefix(12)), \(fault); nothing was taken over.",
                hint: hint)
        }
        if complaint.contains("File too large") || complaint.contains("died of signal 25") {
            return StudyError(
                .syncRefused,
                "The remote sends more than \(largestFetch / 1_048_576) MiB at once; nothing was taken over.",
                hint: hint)
        }
        return StudyError(
            .syncRefused,
            "The remote can't give what it says it holds: it is damaged, or changed meanwhile; nothing was taken over.",
            hint: hint)
    }

    /// `error: object 1234…: hasDotgit: contains '.git'`, or `error in tree 1234…: …`.
    private var badObject: (id: String, fault: String)? {
        for line in complaint.split(separator: "\n") {
            let words = line.split(separator: " ").map { $0.hasSuffix(":") ? $0.dropLast() : $0 }
            for (index, word) in words.enumerated().dropLast() where Self.isID(word) {
                let fault = words[index + 1]
                let isName = fault.count < 40 && fault.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
                if isName { return (String(word), String(fault)) }
            }
        }
        return nil
    }

    private static func isID(_ word: Substring) -> Bool {
        word.utf8.count == 40 && word.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
    }
}
