"""Which worker runs which files: a folder's tests share what takes minutes to make, once per worker."""

from __future__ import annotations

from pathlib import PurePath

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

# Begun first, so that the workers end together.
_LONGEST = frozenset(map(PurePath, ("tests/e2e", "tests/integration/pipeline")))


class FolderByFolder(LoadFileScheduling):
    """A worker goes on with its folders' files, then with a folder that nobody has begun, then helps another one."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        begun = {each: {PurePath(file).parent for file in files} for each, files in self.assigned_work.items()}
        own = begun.pop(node)
        of_others = set().union(*begun.values())

        def remoteness(file: str) -> tuple[int, bool]:
            folder = PurePath(file).parent
            return (0 if folder in own else 2 if folder in of_others else 1), folder not in _LONGEST

        self.workqueue.move_to_end(min(self.workqueue, key=remoteness), last=False)
        super()._assign_work_unit(node)
