from support.platform.work import BeginWork


def seed(begin_work: BeginWork) -> None:
    return None


def is_empty(begin_work: BeginWork) -> bool:
    return True
