enum StudyArchiveRoom {}
