package import StudyAPI
package import StudyModel

extension StudyClient {
    package func methodsReport() throws(StudyError) -> MethodsReport {
        try stream(MethodsReport.self, Call(route: .reportsMethods))
    }

    package func jointDisplay(_ request: JointRequest) throws(StudyError) -> FileReply {
        let body = try WireJSON.encode(request)
        return try stream(FileReply.self, Call(route: .reportsJoint, body: body))
    }
}
