internal import Pseudonymisation
internal import StudyArchive
internal import StudyModel
internal import Synchronization

/// The lists of names, places and common words that ship with the product, read once in the daemon's life.
enum NameLists {
    private static let loaded = Mutex<[String: WordLists]>([:])

    /// The lists of a folder.
    ///
    /// - Throws: `names.lists_missing`.
    static func lists(in folder: String?) throws(StudyError) -> WordLists {
        guard let folder else { throw missing }
        if let known = loaded.withLock({ $0[folder] }) { return known }
        let texts = ["first-names", "surnames", "places", "words", "not-names"].map { name in
            StudyFiles.read("\(folder)/\(name).txt").map { String(decoding: $0, as: UTF8.self) }
        }
        guard let firstNames = texts[0], let surnames = texts[1], let places = texts[2], let words = texts[3],
            let notNames = texts[4]
        else { throw missing }
        let lists = WordLists(
            firstNames: firstNames, surnames: surnames, places: places, words: words, notNames: notNames)
        loaded.withLock { $0[folder] = lists }
        return lists
    }

    private static let missing = StudyError(
        .namesListsMissing, "The lists of names that texts are compared with can't be found.",
        hint: "Set RIR_WORKSPACE to the folder 'workspace' that came with rir, then start the daemon again.")
}
