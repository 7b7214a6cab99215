"""受け取るファイル — uploads stay in memory: a roster with real names never touches the disk."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused

LIMIT = 10 * 1024 * 1024
IN_ALL = 2 * LIMIT


class InMemory(FileUploadHandler):
    """Keeps a file in memory up to the limit; of more than that only the size is counted."""

    kept = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size <= LIMIT and self.kept + len(raw_data) <= IN_ALL:
            self.kept += len(raw_data)
            self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def content(file: UploadedFile) -> bytes:
    """The bytes of an upload; Refused says how much it is over the limit."""
    data = file.read()
    if file.size > len(data):
        words = _(
            "このファイルは %(size)sMB です。%(most)sMB までにしてください。"
            "写真を小さくするか、分けて送ってください。"
        )
        facts = {"size": -(-file.size // 1024 // 1024), "most": LIMIT // 1024 // 1024}
        raise Refused([Reason(words, facts, rule="file.size", field="file")])
    return data
