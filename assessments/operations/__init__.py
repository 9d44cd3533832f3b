"""Keeping the installation: backup and restore, upgrade, health, logs, configuration."""
