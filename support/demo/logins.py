from support.platform.work import BeginWork


def login_lines(begin_work: BeginWork) -> list[str]:
    return []
