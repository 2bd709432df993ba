enum StudyIndexRoom {}
