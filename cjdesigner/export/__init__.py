"""Posters and other files made from a journey. No Qt."""

from cjdesigner.export.exporters import EXPORTERS, Exporter
from cjdesigner.export.options import Options

__all__ = ["EXPORTERS", "Exporter", "Options"]
