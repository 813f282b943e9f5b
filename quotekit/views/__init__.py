"""What people look at: the report, the explorers, plots, and notebooks made fit to share."""
