"""Where artifacts stood last night: for types so large that counting takes too long for a page."""

from django.db import models


class NightlyPlace(models.Model):
    """The place of one listed artifact among its type when `as_of` had been computed.

    `place` counts those of a higher total, so equal ones share it; `best` and `worst` are the
    places its range leaves open, `peers` all that are listed.
    """

    artifact_id = models.BigIntegerField(primary_key=True)
    type_key = models.CharField("type", max_length=20)
    place = models.IntegerField()
    best = models.IntegerField()
    worst = models.IntegerField()
    peers = models.IntegerField()
    as_of = models.DateField()

    class Meta:
        ordering = ["type_key", "place", "artifact_id"]

    def __str__(self) -> str:
        return f"{self.place} of {self.peers}"


class ListedCount(models.Model):
    """How many artifacts of a type were listed last night."""

    type_key = models.CharField("type", max_length=20, primary_key=True)
    listed = models.IntegerField()

    class Meta:
        ordering = ["type_key"]

    def __str__(self) -> str:
        return f"{self.type_key}: {self.listed}"
