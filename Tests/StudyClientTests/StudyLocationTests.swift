import Foundation
import StudyClient
import StudyModel
import Testing

@Suite struct StudyLocationTests {
    @Test func folderInsideStudy_findsTheStudyAbove() throws {
        let study = try Scratch.study()
        let deep = study + "/records/2020/04"
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        #expect(try StudyLocation.find(named: nil, environment: [:], from: deep) == study)
        #expect(try StudyLocation.find(named: nil, environment: [:], from: study) == study)
    }

    @Test func folderWithoutStudy_saysSo() throws {
        let folder = try Scratch.folder()
        let error = #expect(throws: StudyError.self) {
            try StudyLocation.find(named: nil, environment: [:], from: folder)
        }
        #expect(error?.code == .studyUnspecified)
    }

    @Test func studyYamlAlone_isNoStudy() throws {
        let folder = try Scratch.folder()
        try Scratch.write("title: x", to: folder + "/study.yaml")
        #expect(!StudyLocation.isStudy(folder))
    }

    @Test func named_winsOverVariableAndFolder() throws {
        let (one, two, three) = (try Scratch.study(), try Scratch.study(), try Scratch.study())
        let environment = [StudyLocation.variable: two]
        #expect(try StudyLocation.find(named: one, environment: environment, from: three) == one)
        #expect(try StudyLocation.find(named: nil, environment: environment, from: three) == two)
        #expect(
            try StudyLocation.find(named: nil, environment: [StudyLocation.variable: ""], from: three)
                == three)
    }

    @Test func namedRelative_startsAtTheCurrentFolder() throws {
        let study = try Scratch.study()
        let path = study as NSString
        let above = path.deletingLastPathComponent
        #expect(try StudyLocation.find(named: path.lastPathComponent, environment: [:], from: above) == study)
        #expect(try StudyLocation.find(named: ".", environment: [:], from: study) == study)
    }

    @Test(arguments: ["missing", "empty"])
    func named_noStudy_isNotFound(_ name: String) throws {
        let folder = try Scratch.folder()
        try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: false)
        let error = #expect(throws: StudyError.self) {
            try StudyLocation.find(named: name, environment: [:], from: folder)
        }
        #expect(error?.code == .studyNotFound)
    }

    @Test func symbolicLinkToStudy_givesTheRealFolder() throws {
        let study = try Scratch.study()
        let link = try Scratch.folder() + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: study)
        #expect(try StudyLocation.find(named: link, environment: [:], from: "/") == study)
    }
}
